using EdgeAigc.Simulation.Workload;

namespace EdgeAigc.UnitTests.Simulation.Workload;

public sealed class ArrivalTimesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Until_AnyVariation_HasRateAndVariation(double variation)
    {
        var times = new ArrivalTimes { RequestsPerSecond = 4, CoefficientOfVariation = variation }.Until(200_000, new Random(1)).ToArray();
        var gaps = times.Skip(1).Zip(times, (later, earlier) => later - earlier).ToArray();
        var mean = gaps.Average();
        Assert.InRange(mean, 0.24, 0.26);
        Assert.InRange(Math.Sqrt(gaps.Average(gap => (gap - mean) * (gap - mean))) / mean, 0.95 * variation, 1.05 * variation);
        Assert.All(gaps, gap => Assert.True(gap >= 0));
    }

    [Fact]
    public void Until_DailySwing_FollowsTheDay()
    {
        var arrivals = new ArrivalTimes { RequestsPerSecond = 10, DailySwing = 0.8, DaySeconds = 1000 };
        var quarters = new int[4];
        foreach (var time in arrivals.Until(100_000, new Random(1)))
            quarters[(int)(time % 1000 / 250)]++;
        // The integral of 1 + 0.8 sin over the first half of a day is 0.5 + 0.8/π.
        var half = (quarters[0] + quarters[1]) / (double)quarters.Sum();
        Assert.Equal(0.5 + (0.8 / Math.PI), half, 0.01);
        Assert.Equal(1e6, quarters.Sum(), 1e4);
    }

    [Fact]
    public void Until_SettingsOutOfRange_AreNamed() =>
        Assert.Contains("0.5", Assert.Throws<ArgumentException>(() => new ArrivalTimes { RequestsPerSecond = 1, CoefficientOfVariation = 0.5 }.Until(1, new Random(1))).Message, StringComparison.Ordinal);
}
