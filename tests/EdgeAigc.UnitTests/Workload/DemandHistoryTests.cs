using System.Text.Json;
using EdgeAigc.Core.Workload;
using MathNet.Numerics.Distributions;

namespace EdgeAigc.UnitTests.Workload;

public sealed class DemandHistoryTests
{
    private const double FrameSeconds = 600;
    private static readonly string[] Nodes = ["a", "b"];
    private static readonly string[] Models = ["m", "n", "o"];

    [Fact]
    public void ToHistory_WrittenAndRead_GoesOnAsIfNothingHadHappened()
    {
        var random = new Random(1);
        var options = new DemandForecasterOptions { FrameSeconds = FrameSeconds };
        var whole = new DemandForecaster(options);
        Run(random, 0, 500, whole);

        var restored = new DemandForecaster(options, Copy(whole.ToHistory()));
        AssertSame(whole, restored);
        Run(random, 500, 550, whole, restored);

        AssertSame(whole, restored);
    }

    [Fact]
    public void Observe_AfterTimeThatNobodyWatched_RatesStayAndEvidenceFades()
    {
        var options = new DemandForecasterOptions { FrameSeconds = FrameSeconds, MemorySeconds = 3600, Trend = false, Seasonal = false };
        var forecaster = new DemandForecaster(options);
        for (var frame = 0; frame < 60; frame++)
            forecaster.Observe(frame * FrameSeconds, ["a"], [new("a", "m", 60)]);
        var after = new DemandForecaster(options, forecaster.ToHistory());
        var late = (60 * FrameSeconds) + (3 * 3600);
        forecaster.Observe(60 * FrameSeconds, ["a"], [new("a", "m", 0)]);
        after.Observe(late, ["a"], [new("a", "m", 0)]);

        // 3,600 s at 0.1/s against one frame of nothing: the rate falls by a seventh; with evidence that faded to a twentieth, by more than two thirds.
        Assert.InRange(forecaster.Forecast("a", "m", 30).RequestsPerSecond, 0.08, 0.09);
        Assert.InRange(after.Forecast("a", "m", 30).RequestsPerSecond, 0.01, 0.04);
    }

    [Fact]
    public void Observe_NodeComesBack_IsKnown()
    {
        var forecaster = new DemandForecaster(new() { FrameSeconds = FrameSeconds, MemorySeconds = 36_000 });
        forecaster.Observe(0, Nodes, [new("a", "m", 60), new("b", "n", 60)]);
        forecaster.Observe(FrameSeconds, ["a"], [new("a", "m", 60)]);
        forecaster.Observe(2 * FrameSeconds, Nodes, [new("a", "m", 60)]);

        Assert.True(forecaster.Forecast("b", "n", 30).RequestsPerSecond > 5 * forecaster.Forecast("b", "o", 30).RequestsPerSecond);
    }

    [Fact]
    public void Observe_NodeStaysAway_IsForgotten()
    {
        var forecaster = new DemandForecaster(new() { FrameSeconds = FrameSeconds, MemorySeconds = 600 });
        forecaster.Observe(0, Nodes, [new("a", "m", 60), new("b", "n", 60)]);
        for (var frame = 1; frame < 20; frame++)
            forecaster.Observe(frame * FrameSeconds, ["a"], [new("a", "m", 60)]);

        Assert.Equal("a", Assert.Single(forecaster.ToHistory().Nodes).Node);
    }

    [Fact]
    public void Restore_OtherPlacesOfTheCycle_AreNotTaken()
    {
        var history = new DemandHistory { Days = new([1, 2], [3, 4], 1e9) };

        Assert.Equal(24, new DemandForecaster(new(), history).ToHistory().Days!.Requests.Length);
    }

    private static void Run(Random random, int first, int end, params DemandForecaster[] forecasters)
    {
        for (var frame = first; frame < end; frame++)
        {
            var day = 1 + Math.Sin(frame * FrameSeconds * 2 * Math.PI / 86_400);
            var counts = (from node in Nodes
                          from model in Models
                          select new FrameCount(node, model, Poisson.Sample(random, (node == "a" ? 8 : 2) * (day + 0.01)))).ToList();
            foreach (var forecaster in forecasters)
                forecaster.Observe(frame * FrameSeconds, Nodes, counts);
        }
    }

    private static DemandHistory Copy(DemandHistory history) => JsonSerializer.Deserialize<DemandHistory>(JsonSerializer.Serialize(history))!;

    private static void AssertSame(DemandForecaster expected, DemandForecaster actual)
    {
        foreach (var (node, model) in Nodes.Append("c").SelectMany(node => Models.Append("unseen").Select(model => (node, model))))
        {
            var (one, other) = (expected.Forecast(node, model, 30), actual.Forecast(node, model, 30));
            Assert.Equal(one.RequestsPerSecond, other.RequestsPerSecond, 1e-9 * one.RequestsPerSecond);
            Assert.Equal(one.Seconds, other.Seconds, 1e-9 * one.Seconds);
        }
    }
}
