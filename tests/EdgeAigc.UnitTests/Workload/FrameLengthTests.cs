using EdgeAigc.Core.Workload;
using MathNet.Numerics.Distributions;

namespace EdgeAigc.UnitTests.Workload;

public sealed class FrameLengthTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Forecast_FramesOfAnyLength_RateIsThatOfTheRequests(int seed)
    {
        var random = new Random(seed);
        var forecaster = new DemandForecaster(new() { MemorySeconds = 1200 });
        var start = 0.0;
        while (start < 7200)
        {
            var seconds = 1 + (60 * random.NextDouble());
            forecaster.Observe(start, seconds, Exposure(seconds), [new("n", "m", Poisson.Sample(random, 0.5 * seconds))]);
            start += seconds;
        }

        // The standard error of a rate of 0.5/s, remembered for 1,200 s, is 0.014.
        Assert.InRange(forecaster.Forecast("n", "m", 30).RequestsPerSecond, 0.44, 0.56);
    }

    [Fact]
    public void Forecast_CountsWereLost_RateStays()
    {
        var forecaster = new DemandForecaster(new() { Trend = false });
        forecaster.Observe(0, 600, Exposure(600), [new("n", "m", 300)]);
        var before = forecaster.Forecast("n", "m", 30).RequestsPerSecond;

        forecaster.Observe(600, 600, Exposure(0), []);

        Assert.Equal(before, forecaster.Forecast("n", "m", 30).RequestsPerSecond, 0.02 * before);
    }

    [Fact]
    public void Score_CountsOfKnownLoss_IsPinballLossOverThreeQuantiles()
    {
        var score = new ForecastScore();
        // Nearly all of the mass lies at 100 ± 10: the median is 100, the 10 and 90 % quantiles are 87 and 113.
        score.Add(new(1e9, 1e9), 100, last: 90, came: 100);

        Assert.Equal(((0.1 * 13) + 0 + (0.1 * 13)) / 3, score.Loss, 0.05);
        Assert.Equal(10 * (0.1 + 0.5 + 0.9) / 3, score.LastValueLoss, 1e-9);
        Assert.Equal(1, score.Forecasts);
    }

    private static Dictionary<string, double> Exposure(double seconds) => new(StringComparer.Ordinal) { ["n"] = seconds };
}
