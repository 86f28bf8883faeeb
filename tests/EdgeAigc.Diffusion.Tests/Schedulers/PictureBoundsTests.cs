using EdgeAigc.Diffusion.Random;
using EdgeAigc.Diffusion.Schedulers;

namespace EdgeAigc.Diffusion.Tests.Schedulers;

public sealed class PictureBoundsTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 3)]
    [InlineData(0.625, 3.5)]
    [InlineData(0.9375, 4.75)]
    [InlineData(1, 5)]
    public void Of_Quantile_InterpolatesBetweenRanks(float ratio, float expected)
    {
        float[] values = [5, 1, 4, 2, 3];
        Assert.Equal(expected, Quantile.Of(values, ratio));
    }

    [Fact]
    public void Of_QuantileOfOneValue_IsTheValue() => Assert.Equal(7f, Quantile.Of([7f], 0.3f));

    /// <summary>By the definition: the picture clipped to the quantile of its magnitudes and divided by it, within 1 … the
    /// largest bound.</summary>
    [Theory]
    [InlineData(0.5, 4)]
    [InlineData(0.98, 1.5)]
    [InlineData(0.01, 4)]
    public void Step_Thresholding_ScalesThePictureByItsQuantile(double ratio, double most)
    {
        var picture = new float[101];
        new TorchGenerator(4).Normal(picture);
        picture = Array.ConvertAll(picture, x => 3 * x);
        // With 101 values the ranks are whole.
        var quantile = picture.Select(MathF.Abs).Order().ElementAt((int)Math.Round(ratio * 100));
        var bound = Math.Min(Math.Max(quantile, 1), most);
        var keys = FormattableString.Invariant(
            $"'thresholding': true, 'dynamic_thresholding_ratio': {ratio}, 'sample_max_value': {most}, 'prediction_type': 'sample'");
        // A last step gives the picture itself.
        foreach (var className in new[] { "DDIMScheduler", "DDPMScheduler", "DPMSolverMultistepScheduler", "UniPCMultistepScheduler" })
        {
            var scheduler = SchedulerJson.Create(className, keys);
            var schedule = scheduler.CreateSchedule(1);
            var result = new float[picture.Length];
            scheduler.Step(schedule, 0, scheduler.CreateMemory(picture.Length), new float[picture.Length], picture, picture, result);
            for (var i = 0; i < picture.Length; i++)
            {
                // DDIM adds the noise that the unclipped picture leaves in a sample of 0; here √(1−ᾱ) behind the step is 0.
                Assert.Equal(Math.Clamp(picture[i], -bound, bound) / bound, result[i], 1e-4);
            }
        }
    }

    [Fact]
    public void Step_ThresholdingAndClipping_Thresholds()
    {
        var scheduler = SchedulerJson.Create(
            "DDIMScheduler",
            "'thresholding': true, 'sample_max_value': 4.0, 'dynamic_thresholding_ratio': 1.0, 'prediction_type': 'sample'");
        var result = new float[2];
        scheduler.Step(scheduler.CreateSchedule(1), 0, scheduler.CreateMemory(2), [0f, 0f], [2f, -1f], [], result);
        Assert.Equal([1f, -0.5f], result);
    }
}
