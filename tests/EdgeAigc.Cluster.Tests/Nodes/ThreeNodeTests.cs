using EdgeAigc.Contracts.Generation;
using EdgeAigc.Contracts.Nodes;
using EdgeAigc.Diffusion.Engine;

namespace EdgeAigc.Cluster.Tests.Nodes;

public sealed class ThreeNodeTests
{
    [Fact]
    public async Task GetStatus_EachNode_AnswersFromItsOwnSilo()
    {
        await using var cluster = await EdgeCluster.StartAsync(3, index => [$"model-{index}"]);
        for (var index = 0; index < 3; index++)
        {
            var status = await cluster.Node(index).GetStatusAsync(TestContext.Current.CancellationToken);
            Assert.Equal(EdgeCluster.NodeName(index), status.Name);
            Assert.Equal($"model-{index}", Assert.Single(status.Models).Name);
        }
    }

    [Fact]
    public async Task Generate_ModelOnOneNode_RunsThere()
    {
        await using var cluster = await EdgeCluster.StartAsync(3, index => [$"model-{index}"]);
        cluster.AllowSteps(100);
        for (var index = 0; index < 3; index++)
        {
            var events = await cluster.Generation().GenerateAsync(EdgeCluster.Request(model: $"model-{index}"), TestContext.Current.CancellationToken).CollectAsync();
            Assert.Equal(EdgeCluster.NodeName(index), Assert.IsType<GenerationCompleted>(events[^1]).Node);
        }
    }

    [Fact]
    public async Task Generate_ManyRequests_AreSharedByAllNodes()
    {
        await using var cluster = await EdgeCluster.StartAsync(3);
        var requests = Enumerable.Range(0, 30).Select(seed =>
            cluster.Generation().GenerateAsync(EdgeCluster.Request(steps: 1, seed: seed), TestContext.Current.CancellationToken).CollectAsync()).ToList();
        cluster.AllowSteps(30);

        var ends = await Task.WhenAll(requests);

        Assert.All(ends, events => Assert.IsType<GenerationCompleted>(events[^1]));
        Assert.All(cluster.Engines.Values, engine => Assert.InRange(engine.Started, 1, 29));
    }

    [Fact]
    public async Task GetStatus_ModelInMemory_IsToldWithItsSize()
    {
        await using var cluster = await EdgeCluster.StartAsync(1);
        cluster.Engines["Silo_0"].ResidentModels = [new("model-0", 600)];

        var status = await cluster.Client.GetGrain<IEdgeServerGrain>("Silo_0").GetStatusAsync(TestContext.Current.CancellationToken);

        Assert.Equal(new ResidentModelStatus("model-0", 600), Assert.Single(status.ResidentModels));
        Assert.Equal(1000, status.ModelMemoryBytes);
    }

    [Fact]
    public async Task GetStatus_UnknownNode_IsATypedErrorThatNamesIt()
    {
        await using var cluster = await EdgeCluster.StartAsync(1);

        var exception = await Assert.ThrowsAsync<EdgeNodeUnavailableException>(
            () => cluster.Client.GetGrain<IEdgeServerGrain>("node-x").GetStatusAsync(TestContext.Current.CancellationToken));

        Assert.Equal("node-x", exception.Node);
        Assert.Contains("node-x", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetStatus_DeadNode_IsATypedErrorAndNothingActivatesElsewhere()
    {
        await using var cluster = await EdgeCluster.StartAsync(3);
        await cluster.Node(2).GetStatusAsync(TestContext.Current.CancellationToken);

        await cluster.KillAsync("Silo_2");

        await cluster.WaitUntilGoneAsync("Silo_2");
        var exception = await Assert.ThrowsAsync<EdgeNodeUnavailableException>(() => cluster.Node(2).GetStatusAsync(TestContext.Current.CancellationToken));
        Assert.Equal("Silo_2", exception.Node);
        var nodes = await cluster.Client.GetGrain<IClusterGrain>(0).GetNodesAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["Silo_0", "Silo_1"], nodes.Select(node => node.Name));
    }

    [Fact]
    public async Task Generate_NodeRefuses_AnotherTakesTheRequest()
    {
        await using var cluster = await EdgeCluster.StartAsync(2);
        cluster.AllowSteps(3);
        cluster.Engines["Silo_0"].Fault = new(JobFaultCode.QueueFull, null, "The queue is full.", Retryable: true);

        var events = await cluster.Generation().GenerateAsync(EdgeCluster.Request(), TestContext.Current.CancellationToken).CollectAsync();

        Assert.Equal("Silo_1", Assert.IsType<GenerationCompleted>(events[^1]).Node);
    }

    [Fact]
    public async Task Generate_NodeDiesWhileDenoising_AnotherMakesTheSameImageInTheSameStream()
    {
        // Nodes 1 and 2 have the model; a request that is relayed by node 0 outlives the node that computes it.
        await using var cluster = await EdgeCluster.StartAsync(3, index => index == 0 ? [] : [EdgeCluster.Model]);
        var (_, stream) = await cluster.StartRelayedByAsync("Silo_0", EdgeCluster.Request(seed: 9));
        var first = cluster.Engines.Values.Single(engine => engine.OutstandingSteps > 0).Node;

        await cluster.KillAsync(first);
        cluster.AllowSteps(3);

        var second = await stream.UntilAsync<GenerationAccepted>();
        Assert.NotEqual(first, second.Node);
        var completed = await stream.UntilAsync<GenerationCompleted>();
        Assert.Equal(second.Node, completed.Node);
        Assert.Equal([9, 3], completed.Image);
        Assert.False(await stream.MoveNextAsync());
    }

    [Fact]
    public async Task Generate_RelayDies_TheClientGetsOneResultByTheSameId()
    {
        await using var cluster = await EdgeCluster.StartAsync(3, index => index == 2 ? [EdgeCluster.Model] : []);
        var (id, probe) = await cluster.StartRelayedByAsync("Silo_1", EdgeCluster.Request(seed: 9));
        var whole = cluster.Client.GenerateAsync(id, EdgeCluster.Request(seed: 9), TimeProvider.System, EventStreams.Patience, TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await whole.UntilAsync<DenoisingStarted>();

        await cluster.KillAsync("Silo_1");
        cluster.AllowSteps(6);

        Assert.Equal([9, 3], (await whole.UntilAsync<GenerationCompleted>()).Image);
        Assert.False(await whole.MoveNextAsync());
        await whole.DisposeAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => probe.UntilAsync<GenerationCompleted>());
    }
}
