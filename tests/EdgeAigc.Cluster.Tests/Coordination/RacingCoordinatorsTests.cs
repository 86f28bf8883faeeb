using EdgeAigc.Grains.Coordination;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace EdgeAigc.Cluster.Tests.Coordination;

public sealed class RacingCoordinatorsTests
{
    [Fact]
    public async Task RunFrame_TwoCoordinatorsOnOneStorage_TheOlderLosesByETagAndComesBackAhead()
    {
        using var shared = new TemporaryState();
        // Two clusters that know nothing of each other stand for one that is cut in two.
        await using var one = await StartAsync(shared);
        await using var other = await StartAsync(shared);
        await one.Coordinator.RunFrameAsync(TestContext.Current.CancellationToken);
        var taken = await other.Coordinator.RunFrameAsync(TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<InconsistentStateException>(() => one.Coordinator.RunFrameAsync(TestContext.Current.CancellationToken));

        Assert.True(await one.Coordinator.RunFrameAsync(TestContext.Current.CancellationToken) > taken);
    }

    private static Task<EdgeCluster> StartAsync(TemporaryState shared) =>
        EdgeCluster.StartAsync(1, configure: (_, silo) => silo.Services.Configure<CoordinationOptions>(options =>
            (options.Policy, options.FrameSeconds, options.HeartbeatSeconds, options.StatePath) = ("market", 3600, 0, shared.Path)));
}
