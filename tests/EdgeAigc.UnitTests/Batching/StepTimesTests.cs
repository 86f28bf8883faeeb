using EdgeAigc.Core.Batching;

namespace EdgeAigc.UnitTests.Batching;

public sealed class StepTimesTests
{
    [Fact]
    public void Expected_NothingMeasured_IsZero() => Assert.Equal(0, new StepTimes().Expected(4));

    [Theory]
    [InlineData(1, 10)] // below the smallest
    [InlineData(2, 10)] // measured
    [InlineData(3, 15)] // between
    [InlineData(4, 20)] // measured
    [InlineData(8, 40)] // beyond: as the last two go on
    public void Expected_TwoMeasured_IsTheLineThroughThem(int samples, double seconds)
    {
        var times = new StepTimes();
        times.Observe(4, 20);
        times.Observe(2, 10);
        Assert.Equal(seconds, times.Expected(samples), 1e-12);
    }

    [Fact]
    public void Expected_OneMeasured_CostsNothingMoreForLargerBatches()
    {
        var times = new StepTimes();
        times.Observe(2, 10);
        Assert.Equal(10, times.Expected(16));
    }

    [Fact]
    public void Observe_FirstMeasurements_CountByTheirSmallest()
    {
        var times = new StepTimes();
        foreach (var seconds in new[] { 50.0, 12, 14 })
            times.Observe(1, seconds);
        Assert.Equal(12, times.Expected(1));
    }

    [Fact]
    public void Observe_DeviceGetsSlower_FollowsIt()
    {
        var times = new StepTimes();
        for (var step = 0; step < 5; step++)
            times.Observe(1, 10);
        for (var step = 0; step < 30; step++)
            times.Observe(1, 20);
        Assert.Equal(20, times.Expected(1), 0.1);
    }
}
