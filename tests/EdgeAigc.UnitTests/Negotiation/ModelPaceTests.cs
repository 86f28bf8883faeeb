using EdgeAigc.Core.Negotiation;

namespace EdgeAigc.UnitTests.Negotiation;

public sealed class ModelPaceTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(3)]
    public void Observe_SlowerOrFaster_RatioBecomesTheTrueOne(double slowdown)
    {
        var (pace, random) = (new ModelPace(Nodes.Small[0], 1), new Random(1));
        for (var image = 0; image < 60; image++)
            pace.Observe(slowdown * Seconds(20) * (0.9 + (0.2 * random.NextDouble())), 20, 1, 1);
        Assert.Equal(slowdown, pace.Ratio, 0.06 * slowdown);
        Assert.Equal(slowdown * 0.001, pace.StepSeconds(1), 0.06 * slowdown * 0.001);
        Assert.Equal(pace.Ratio * Nodes.Small[0].FixedSeconds, pace.FixedSeconds, 1e-12);
    }

    [Fact]
    public void Observe_OneOutlier_IsForgotten()
    {
        var pace = new ModelPace(Nodes.Small[0], 1);
        for (var image = 0; image < 20; image++)
            pace.Observe(Seconds(20), 20, 1, 1);
        pace.Observe(1000 * Seconds(20), 20, 1, 1);
        Assert.InRange(pace.Ratio, 1.5, 3.1);
        for (var image = 0; image < 50; image++)
            pace.Observe(Seconds(20), 20, 1, 1);
        Assert.Equal(1, pace.Ratio, 0.02);
    }

    [Fact]
    public void Observe_ImagesInBatches_LearnsWhatSharesAStep()
    {
        var (pace, latency) = (new ModelPace(Nodes.Large[0], 1), Nodes.Large[0].Latency!);
        for (var image = 0; image < 100; image++)
            pace.Observe(Nodes.Large[0].FixedSeconds + (20 * latency.Interpolate(4)), 20, 4, 1);
        Assert.Equal(1, pace.Ratio, 1e-6);
        Assert.Equal(4, pace.ImagesPerStep, 1e-3);
        // An image that is alone pays the whole step; among many a quarter, though each step lasts as long as it lasts.
        Assert.Equal(0.05, pace.StepSeconds(1), 1e-9);
        Assert.Equal(0.05 * 1.4 / 4, pace.StepSeconds(9), 1e-5);
        Assert.Equal(0.05 * 1.4, pace.StepDuration(9), 1e-4);
    }

    [Fact]
    public void WorthwhileStepDuration_IsThatOfTheLargestBatchThatPays()
    {
        Assert.Equal(0.05 * 3, new ModelPace(Nodes.Large[0], 1).WorthwhileStepDuration, 1e-12);
        Assert.Equal(0.001, new ModelPace(Nodes.Small[0], 1).WorthwhileStepDuration, 1e-12);
    }

    [Fact]
    public void Observe_UnmeasuredModel_TakesTheFirstImageForItsCurve()
    {
        var pace = new ModelPace(Nodes.Small[0] with { Latency = null, FixedSeconds = 0 }, 7);
        Assert.Equal(7, pace.StepSeconds(1));
        pace.Observe(2, 10, 1, 2);
        Assert.Equal(0.1, pace.StepSeconds(1), 1e-9);
    }

    [Theory]
    [InlineData(0, 20)]
    [InlineData(-1, 20)]
    [InlineData(double.NaN, 20)]
    [InlineData(1, 0)]
    public void Observe_NoMeasurement_ChangesNothing(double seconds, int steps)
    {
        var pace = new ModelPace(Nodes.Small[0], 1);
        pace.Observe(seconds, steps, 5, 1);
        Assert.Equal((1.0, 1.0), (pace.Ratio, pace.ImagesPerStep));
    }

    private static double Seconds(int steps) => Nodes.Small[0].FixedSeconds + (steps * 0.001);
}
