using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Cluster.Tests.Generation;

public sealed class CancellationTests
{
    [Fact]
    public async Task Generate_ClientCancels_StopsTheWorkAtTheStepItIsAt()
    {
        await using var cluster = await EdgeCluster.StartAsync(1);
        var engine = cluster.Engines["Silo_0"];
        using var cancel = new CancellationTokenSource();
        var stream = cluster.Generation().GenerateAsync(EdgeCluster.Request(steps: 50), cancel.Token).GetAsyncEnumerator(cancel.Token);
        await stream.UntilAsync<DenoisingStarted>();
        engine.AllowSteps(2);
        await stream.UntilAsync<DenoisingStep>();
        await stream.UntilAsync<DenoisingStep>();

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await stream.MoveNextAsync());
        await stream.DisposeAsync();

        Assert.True(await engine.Cancelled.WaitAsync(EventStreams.Patience, TestContext.Current.CancellationToken), "The engine was not told to stop.");
        Assert.Equal([2], engine.CancelledAfterSteps);
        Assert.Equal(0, engine.OutstandingSteps);
    }

    [Fact]
    public async Task Generate_ListenerLeavesTheStream_StopsTheWork()
    {
        await using var cluster = await EdgeCluster.StartAsync(1);
        var engine = cluster.Engines["Silo_0"];
        await foreach (var next in cluster.Generation().GenerateAsync(EdgeCluster.Request(steps: 50), TestContext.Current.CancellationToken))
        {
            if (next is DenoisingStarted)
                break;
        }

        Assert.True(await engine.Cancelled.WaitAsync(EventStreams.Patience, TestContext.Current.CancellationToken), "The engine was not told to stop.");
    }

    [Fact]
    public async Task Generate_ListenerVanishesWithoutAWord_StopsTheWorkWhenItsStreamExpires()
    {
        await using var cluster = await EdgeCluster.StartAsync(1);
        var engine = cluster.Engines["Silo_0"];
        // Orleans drops enumerators that nobody asked for a while; with its defaults that takes about a minute.
        var abandoned = cluster.Generation().GenerateAsync(EdgeCluster.Request(steps: 50), TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await abandoned.UntilAsync<DenoisingStarted>();

        Assert.True(await engine.Cancelled.WaitAsync(3 * EventStreams.Patience, TestContext.Current.CancellationToken), "The engine was not told to stop.");
    }

    [Fact]
    public async Task Generate_OneOfTwoListenersLeaves_TheOtherGetsTheImage()
    {
        await using var cluster = await EdgeCluster.StartAsync(1);
        var id = Guid.NewGuid().ToString("N");
        await using var stays = cluster.Generation(id).GenerateAsync(EdgeCluster.Request(), TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await stays.UntilAsync<DenoisingStarted>();
        await foreach (var next in cluster.Generation(id).GenerateAsync(EdgeCluster.Request(), TestContext.Current.CancellationToken))
        {
            if (next is DenoisingStarted)
                break;
        }

        cluster.AllowSteps(3);

        await stays.UntilAsync<GenerationCompleted>();
        Assert.Empty(cluster.Engines["Silo_0"].CancelledAfterSteps);
    }

    [Fact]
    public async Task Generate_SameIdAfterCancel_RunsAnew()
    {
        await using var cluster = await EdgeCluster.StartAsync(1);
        var id = Guid.NewGuid().ToString("N");
        await foreach (var next in cluster.Generation(id).GenerateAsync(EdgeCluster.Request(), TestContext.Current.CancellationToken))
        {
            if (next is DenoisingStarted)
                break;
        }

        Assert.True(await cluster.Engines["Silo_0"].Cancelled.WaitAsync(EventStreams.Patience, TestContext.Current.CancellationToken), "The engine was not told to stop.");
        cluster.AllowSteps(3);
        var events = await cluster.Generation(id).GenerateAsync(EdgeCluster.Request(), TestContext.Current.CancellationToken).CollectAsync();

        Assert.IsType<GenerationCompleted>(events[^1]);
    }
}
