using EdgeAigc.Diffusion.Engine;
using SkiaSharp;

namespace EdgeAigc.Diffusion.Tests.Families;

/// <summary>Every scheduler through the whole engine.</summary>
public sealed class FamilySchedulerTests
{
    [Theory]
    [InlineData("DDIMScheduler")]
    [InlineData("DDPMScheduler")]
    [InlineData("PNDMScheduler")]
    [InlineData("EulerDiscreteScheduler")]
    [InlineData("EulerAncestralDiscreteScheduler")]
    [InlineData("HeunDiscreteScheduler")]
    [InlineData("LMSDiscreteScheduler")]
    [InlineData("DPMSolverMultistepScheduler")]
    [InlineData("UniPCMultistepScheduler")]
    [InlineData("LCMScheduler")]
    [InlineData("TCDScheduler")]
    public async Task RunAsync_AnyScheduler_CountsStepsAndDrawsInABatchWhatItDrawsAlone(string scheduler)
    {
        var family = TinyFamily.StableDiffusion() with { SchedulerClass = scheduler };
        family = family with { UNet = family.UNet with { TimestepShape = ["batch_size"] } };
        await using var engine = new FamilyEngine(family);
        var jobs = Enumerable.Range(1, 4).Select(seed => new DenoisingJob
        {
            Model = family.Name,
            Prompt = "red heart",
            Steps = 4 + seed,
            Guidance = seed,
            Seed = seed,
            Width = 64,
            Height = 64,
        }).ToList();
        var alone = new List<SKColor[]>();
        foreach (var job in jobs)
        {
            var steps = new List<StepDone>();
            alone.Add(Pixels(await engine.ImageOf(job, steps)));
            Assert.Equal(Enumerable.Range(1, job.Steps!.Value).Select(step => new StepDone(step, job.Steps.Value)), steps);
        }

        var together = await Task.WhenAll(jobs.Select(job => engine.ImageOf(job)));
        for (var i = 0; i < jobs.Count; i++)
        {
            Assert.All(alone[i].Zip(Pixels(together[i])), pair => Assert.True(
                Math.Abs(pair.First.Red - pair.Second.Red) <= 1 && Math.Abs(pair.First.Green - pair.Second.Green) <= 1 && Math.Abs(pair.First.Blue - pair.Second.Blue) <= 1));
        }

        static SKColor[] Pixels(GeneratedImage image)
        {
            using var bitmap = SKBitmap.Decode(image.Bytes);
            return bitmap.Pixels;
        }
    }
}
