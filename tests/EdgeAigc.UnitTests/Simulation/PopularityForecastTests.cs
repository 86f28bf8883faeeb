using EdgeAigc.Simulation.Forecasting;
using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.UnitTests.Simulation;

public sealed class PopularityForecastTests
{
    [Fact]
    public void Forecast_OfNothingSeen_IsNearlyUniform() =>
        Assert.All(new PopularityForecast([0.5, 1], 4).Forecast(1), probability => Assert.Equal(0.25, probability, 0.01));

    [Fact]
    public void Forecast_AfterManyFrames_IsThePopularityOfEveryState()
    {
        var scenario = new Scenario(new());
        var forecast = new PopularityForecast(scenario.Options.ZipfSkews, 10);
        var frames = TraceGenerator.Frames(scenario, 2, 400);
        foreach (var frame in frames)
            forecast.Observe(frame.SkewState, frame.Counts());

        foreach (var group in frames.GroupBy(frame => frame.SkewState))
            Assert.All(forecast.Forecast(group.Key).Zip(group.First().Popularity), pair => Assert.Equal(pair.Second, pair.First, 0.02));
    }

    [Theory]
    [InlineData(0.8)]
    [InlineData(0.9)]
    [InlineData(0.97)]
    [InlineData(1)]
    public void Forecast_WhereRanksMove_BeatsCountingAtAnyRateOfForgetting(double decay)
    {
        var scenario = new Scenario(ScenarioPresets.Load(ScenarioPresets.Contended));
        var (mixture, everything) = (new PopularityForecast(scenario.Options.ZipfSkews, 10), new PopularityExpert(scenario.Options.ZipfSkews, 10, decay));
        var (mixed, counted) = (0.0, 0.0);
        foreach (var frame in TraceGenerator.Frames(scenario, 3, 300))
        {
            mixed += CrossEntropy(frame, mixture.Forecast(frame.SkewState));
            counted += CrossEntropy(frame, everything.Forecast(frame.SkewState));
            mixture.Observe(frame.SkewState, frame.Counts());
            everything.Observe(frame.SkewState, frame.Counts());
        }

        Assert.True(mixed < counted - 1, $"Cross entropy {mixed} against {counted}.");
    }

    private static double CrossEntropy(Frame frame, double[] forecast) =>
        -frame.Popularity.Zip(forecast, (truth, guess) => truth * Math.Log(guess)).Sum();
}
