using EdgeAigc.Contracts.Coordination;
using EdgeAigc.Contracts.Nodes;
using EdgeAigc.Grains.Coordination;
using Microsoft.Extensions.Options;

namespace EdgeAigc.Cluster.Tests.Coordination;

public sealed class ClusterForecastTests
{
    private static readonly string[] Nodes = ["a", "b"];

    [Fact]
    public void Next_NodeDoesNotReport_ItsDemandStays()
    {
        var forecast = Forecast();
        for (var frame = 0; frame < 10; frame++)
            forecast.Next(At(frame), Nodes, [Report("a", 60), Report("b", 30)]);

        var demand = forecast.Next(At(10), Nodes, [Report("a", 60)]).Demand;

        Assert.InRange(demand.Single(row => row.Node == "b").RequestsPerSecond, 0.8, 1.3);
        Assert.InRange(demand.Single(row => row.Node == "a").RequestsPerSecond, 1.7, 2.3);
    }

    [Fact]
    public void Next_NodeIsGone_HasNoDemand()
    {
        var forecast = Forecast();
        forecast.Next(At(0), Nodes, [Report("a", 60), Report("b", 30)]);

        Assert.Equal("a", Assert.Single(forecast.Next(At(1), ["a"], [Report("a", 60)]).Demand).Node);
    }

    [Fact]
    public void Next_SteadyNoisyCounts_LosesLessThanTheLastCounts()
    {
        var forecast = Forecast();
        var (loss, last) = (0.0, 0.0);
        var counts = new[] { 4, 9, 6, 2, 7, 5, 8, 3 };
        for (var frame = 0; frame < 80; frame++)
        {
            var score = forecast.Next(At(frame), Nodes, [Report("a", counts[frame % 8]), Report("b", counts[(frame + 3) % 8])]).Score;
            Assert.Equal(frame == 0 ? 0 : 2, score.Forecasts);
            (loss, last) = (loss + score.Loss, last + score.LastValueLoss);
        }

        Assert.InRange(loss / last, 0.2, 0.8);
    }

    private static ClusterForecast Forecast() => new(Options.Create(new CoordinationOptions()));

    private static DateTimeOffset At(int frame) => new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero).AddSeconds(30 * frame);

    private static FrameReport Report(string node, int arrivals) => new()
    {
        Period = TimeSpan.FromSeconds(30),
        Counts = [new("m", arrivals, arrivals, 0)],
        Status = new NodeStatus { Name = node },
    };
}
