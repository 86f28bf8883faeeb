using EdgeAigc.Core.Workload;

namespace EdgeAigc.UnitTests.Workload;

public sealed class DemandForecasterTests
{
    private const double FrameSeconds = 30;
    private static readonly double[] Probabilities = [0.1, 0.25, 0.5, 0.75, 0.9, 0.95];

    [Fact]
    public void Forecast_GammaPoissonCounts_BeatsLastValueAndAveragesWithoutPrior()
    {
        var (ours, last, average, truth) = (0.0, 0.0, 0.0, 0.0);
        for (var seed = 1; seed <= 5; seed++)
        {
            var demand = new SyntheticDemand(seed, 8, 20, FrameSeconds).WithGammaRates(2, 0.05);
            var forecaster = new DemandForecaster(new());
            var (averages, lasts) = (new Dictionary<(string, string), double>(), new Dictionary<(string, string), double>());
            for (var frame = 0; frame < 200; frame++)
            {
                var counts = demand.Frame();
                var came = counts.ToDictionary(count => (count.Node, count.Model), count => (double)count.Requests);
                if (frame >= 5)
                {
                    for (var node = 0; node < 8; node++)
                    {
                        for (var model = 0; model < 20; model++)
                        {
                            var key = ($"n{node}", $"m{model}");
                            var y = came.GetValueOrDefault(key);
                            var forecast = forecaster.Forecast(key.Item1, key.Item2, FrameSeconds);
                            foreach (var p in Probabilities)
                            {
                                ours += PinballLoss.Of(p, forecast.Quantile(p, FrameSeconds), y);
                                last += PinballLoss.Of(p, lasts.GetValueOrDefault(key), y);
                                average += PinballLoss.Of(p, PoissonQuantile(averages.GetValueOrDefault(key), p), y);
                                truth += PinballLoss.Of(p, PoissonQuantile(demand.Rates[node, model] * FrameSeconds, p), y);
                            }
                        }
                    }
                }

                forecaster.Observe(frame * FrameSeconds, demand.Nodes, counts);
                lasts = came;
                foreach (var key in averages.Keys.Union(came.Keys).ToArray())
                    averages[key] = (0.9 * averages.GetValueOrDefault(key)) + (0.1 * came.GetValueOrDefault(key));
            }
        }

        Print($"Pinball loss: ours {ours:0.0}, average {average:0.0}, last value {last:0.0}, known rates {truth:0.0}");
        Assert.True(ours < 0.97 * average, $"Ours {ours:0}, average {average:0}, known rates {truth:0}.");
        Assert.True(ours < 0.8 * last, $"Ours {ours:0}, last value {last:0}, known rates {truth:0}.");
        Assert.True(ours < 1.03 * truth, $"Ours {ours:0}, known rates {truth:0}.");
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(0.5, 40)]
    public void Quantile_GammaPoissonCounts_CoversAsOftenAsItSays(double shape, int warmUpFrames)
    {
        var covered = new double[Probabilities.Length];
        var strict = new double[Probabilities.Length];
        var total = 0;
        for (var seed = 1; seed <= 40; seed++)
        {
            var demand = new SyntheticDemand(seed, 12, 6, FrameSeconds).WithGammaRates(shape, 0.3);
            var forecaster = new DemandForecaster(new());
            for (var frame = 0; frame < warmUpFrames; frame++)
                forecaster.Observe(frame * FrameSeconds, demand.Nodes, demand.Frame());
            var came = demand.Frame().ToDictionary(count => (count.Node, count.Model), count => count.Requests);
            foreach (var node in demand.Nodes)
            {
                for (var model = 0; model < 6; model++)
                {
                    total++;
                    var y = came.GetValueOrDefault((node, $"m{model}"));
                    var forecast = forecaster.Forecast(node, $"m{model}", FrameSeconds);
                    for (var index = 0; index < Probabilities.Length; index++)
                    {
                        var quantile = forecast.Quantile(Probabilities[index], FrameSeconds);
                        (covered[index], strict[index]) = (covered[index] + (y <= quantile ? 1 : 0), strict[index] + (y < quantile ? 1 : 0));
                    }
                }
            }
        }

        // Counts are whole: P(y < q) < p <= P(y <= q) for the true quantile.
        for (var index = 0; index < Probabilities.Length; index++)
        {
            Print($"{Probabilities[index]}: {covered[index] / total:0.000} at most, {strict[index] / total:0.000} below");
            Assert.True(covered[index] / total > Probabilities[index] - 0.03, $"{Probabilities[index]}: {covered[index] / total:0.000} within.");
            Assert.True(strict[index] / total < Probabilities[index] + 0.03, $"{Probabilities[index]}: {strict[index] / total:0.000} below.");
        }
    }

    [Fact]
    public void Forecast_NodeThatNeverSawTheModel_ExpectsWhatIsUsualElsewhere()
    {
        var demand = new SyntheticDemand(3, 10, 4, FrameSeconds).WithGammaRates(20, 0.5);
        var forecaster = new DemandForecaster(new());
        for (var frame = 0; frame < 100; frame++)
            forecaster.Observe(frame * FrameSeconds, demand.Nodes, demand.Frame());
        var usual = Enumerable.Range(0, 10).Average(node => demand.Rates[node, 1]);
        Assert.Equal(usual, forecaster.Forecast("new node", "m1", 30).RequestsPerSecond, 0.15 * usual);
        // A model that nobody asked for is rarer than the rarest in use, yet possible.
        Assert.InRange(forecaster.Forecast("n0", "new model", 30).RequestsPerSecond, 1e-9, 0.1 * forecaster.Forecast("n0", "m3", 30).RequestsPerSecond);
    }

    [Fact]
    public void Forecast_DailyPattern_LearnedAfterTwoDays()
    {
        var options = new DemandForecasterOptions { FrameSeconds = 600, MemorySeconds = 6 * 3600, Trend = false };
        var (with, without) = (new DemandForecaster(options), new DemandForecaster(options with { Seasonal = false }));
        var demand = new SyntheticDemand(5, 3, 5, 600).WithGammaRates(3, 0.05);
        var (seasonal, plain) = (0.0, 0.0);
        for (var frame = 0; frame < 6 * 144; frame++)
        {
            var seconds = frame * 600.0;
            var counts = demand.Frame(1 + (0.9 * Math.Sin(2 * Math.PI * seconds / 86_400)));
            var came = counts.ToDictionary(count => (count.Node, count.Model), count => count.Requests);
            foreach (var node in demand.Nodes)
            {
                foreach (var model in Enumerable.Range(0, 5).Select(index => $"m{index}"))
                {
                    var y = came.GetValueOrDefault((node, model));
                    var (a, b) = (with.Forecast(node, model, 600), without.Forecast(node, model, 600));
                    if (frame < 2 * 144)
                        Assert.Equal(b, a);
                    else if (frame >= 3 * 144)
                        (seasonal, plain) = (seasonal + Probabilities.Sum(p => PinballLoss.Of(p, a.Quantile(p, 600), y)), plain + Probabilities.Sum(p => PinballLoss.Of(p, b.Quantile(p, 600), y)));
                }
            }

            with.Observe(seconds, demand.Nodes, counts);
            without.Observe(seconds, demand.Nodes, counts);
        }

        Print($"Pinball loss: {seasonal:0} with the daily pattern, {plain:0} without");
        Assert.True(seasonal < 0.8 * plain, $"Pinball loss {seasonal:0} with, {plain:0} without.");
    }

    [Fact]
    public void Forecast_GrowingDemand_FollowsTheTrend()
    {
        var options = new DemandForecasterOptions { Seasonal = false };
        var (with, without) = (new DemandForecaster(options), new DemandForecaster(options with { Trend = false }));
        var demand = new SyntheticDemand(6, 1, 1, FrameSeconds);
        demand.Rates[0, 0] = 1;
        for (var frame = 0; frame < 480; frame++)
        {
            var counts = demand.Frame(1 + (frame / 60.0));
            with.Observe(frame * FrameSeconds, demand.Nodes, counts);
            without.Observe(frame * FrameSeconds, demand.Nodes, counts);
        }

        var (truth, a, b) = (9.0, with.Forecast("n0", "m0", 30).RequestsPerSecond, without.Forecast("n0", "m0", 30).RequestsPerSecond);
        Print($"Growing demand: {a:0.00} with trend, {b:0.00} without, {truth:0.00} true");
        Assert.True(Math.Abs(a - truth) < 0.4 * Math.Abs(b - truth), $"{a:0.00} with, {b:0.00} without, {truth:0.00} true.");
    }

    [Fact]
    public void Forecast_SteadyDemand_TrendCostsLittle()
    {
        var (with, without) = (0.0, 0.0);
        for (var seed = 0; seed < 100; seed++)
        {
            var demand = new SyntheticDemand(seed, 1, 1, FrameSeconds);
            demand.Rates[0, 0] = 0.2;
            var (a, b) = (new DemandForecaster(new()), new DemandForecaster(new() { Trend = false }));
            for (var frame = 0; frame < 240; frame++)
            {
                var counts = demand.Frame();
                a.Observe(frame * FrameSeconds, demand.Nodes, counts);
                b.Observe(frame * FrameSeconds, demand.Nodes, counts);
            }

            with += Math.Pow(a.Forecast("n0", "m0", 30).RequestsPerSecond - 0.2, 2);
            without += Math.Pow(b.Forecast("n0", "m0", 30).RequestsPerSecond - 0.2, 2);
        }

        Print($"Steady demand, mean squared error: {with / 100:0.000000} with trend, {without / 100:0.000000} without");
        Assert.True(with < 2 * without, $"Mean squared errors {with / 100:0.000000} and {without / 100:0.000000}.");
    }

    [Fact]
    public void Observe_ManyModels_RemembersTheBusiestAndForgetsWhatFades()
    {
        var forecaster = new DemandForecaster(new() { MaxPairs = 50, MemorySeconds = 300 });
        for (var frame = 0; frame < 20; frame++)
            forecaster.Observe(frame * FrameSeconds, ["n"], [.. Enumerable.Range(0, 200).Select(model => new FrameCount("n", $"m{model}", 1 + (model / 20)))]);
        Assert.Equal(50, forecaster.Pairs);
        Assert.True(forecaster.Forecast("n", "m199", 30).RequestsPerSecond > 10 * forecaster.Forecast("n", "m0", 30).RequestsPerSecond);
        for (var frame = 20; frame < 200; frame++)
            forecaster.Observe(frame * FrameSeconds, ["n"], []);
        Assert.Equal(0, forecaster.Pairs);
    }

    [Fact]
    public void Observe_WrongCounts_NamesThem()
    {
        var forecaster = new DemandForecaster(new());
        Assert.Contains("'b'", Assert.Throws<ArgumentException>(() => forecaster.Observe(0, ["a"], [new("b", "m", 1)])).Message, StringComparison.Ordinal);
        Assert.Contains("-3 requests", Assert.Throws<ArgumentException>(() => forecaster.Observe(0, ["a"], [new("a", "m", -3)])).Message, StringComparison.Ordinal);
    }

    private static void Print(string measured) => TestContext.Current.TestOutputHelper?.WriteLine(measured);

    private static int PoissonQuantile(double mean, double probability)
    {
        if (mean <= 0)
            return 0;
        var (count, term) = (0, Math.Exp(-mean));
        for (var sum = term; sum < probability && count < 10_000; sum += term)
            term *= mean / ++count;
        return count;
    }
}
