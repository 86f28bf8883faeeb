using EdgeAigc.Cluster.Tests.Negotiation;
using EdgeAigc.Grains.Coordination;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeAigc.Cluster.Tests.Coordination;

public sealed class DemandHistoryTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(3, true)]
    public async Task Restart_StoppedOrKilledAfterAMinute_DemandIsStillKnown(int frames, bool isKilled)
    {
        using var folder = new TemporaryState();
        await using (var cluster = await StartAsync(folder, new()))
        {
            for (var frame = 0; frame < frames; frame++)
                await AskAsync(cluster);
            if (isKilled)
                await cluster.KillAsync(EdgeCluster.NodeName(0));
        }

        await using var restarted = await StartAsync(folder, new());
        await restarted.Coordinator.RunFrameAsync(TestContext.Current.CancellationToken);

        var demand = Assert.Single((await restarted.Coordinator.GetStatusAsync()).Demand);
        Assert.Equal((EdgeCluster.NodeName(0), EdgeCluster.Model), (demand.Node, demand.Model));
        Assert.InRange(demand.RequestsPerSecond, 0.1, 0.3);
    }

    /// <summary>Thirty seconds with six requests, and the frame's end.</summary>
    private static async Task AskAsync(EdgeCluster cluster)
    {
        for (var i = 0; i < 6; i++)
            await cluster.Generation().GenerateAsync(EdgeCluster.Request(steps: 1), TestContext.Current.CancellationToken).CollectAsync();
        cluster.Service<ShiftedTime>(0).Advance(TimeSpan.FromSeconds(30));
        await cluster.Coordinator.RunFrameAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<EdgeCluster> StartAsync(TemporaryState folder, ShiftedTime time)
    {
        var cluster = await EdgeCluster.StartAsync(1, configure: (_, silo) =>
        {
            silo.Services.AddSingleton(time).AddSingleton<TimeProvider>(time);
            silo.Services.Configure<CoordinationOptions>(options =>
                (options.Policy, options.FrameSeconds, options.HeartbeatSeconds, options.StatePath) = ("market", 3600, 0, folder.Path));
        });
        cluster.AllowSteps(1000);
        return cluster;
    }
}
