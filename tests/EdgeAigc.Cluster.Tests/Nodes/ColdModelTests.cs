using EdgeAigc.Contracts.Generation;
using EdgeAigc.Contracts.Negotiation;
using EdgeAigc.Grains.Coordination;
using EdgeAigc.Grains.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeAigc.Cluster.Tests.Nodes;

/// <summary>Requests for models that are in no node's memory, or in too few.</summary>
public sealed class ColdModelTests
{
    private static readonly string[] Models = ["a", "b", "c"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Generate_NodeWithTheModelIsBusy_SpillsOverToAColdOne()
    {
        await using var cluster = await StartAsync(2);
        cluster.Engines["Silo_0"].ResidentModels = [new("a", 500)];
        var requests = new List<Task<List<GenerationEvent>>>();
        for (var i = 0; i < 8; i++)
        {
            var grain = cluster.Generation();
            requests.Add(grain.GenerateAsync(EdgeCluster.Request(steps: 8, model: "a"), Token).CollectAsync());
            await cluster.WaitForStartedAsync(i + 1);
        }

        cluster.AllowSteps(64);
        Assert.All(await Task.WhenAll(requests), events => Assert.IsType<GenerationCompleted>(events[^1]));
        Assert.All(cluster.Engines.Values, engine => Assert.InRange(engine.Started, 1, 7));
    }

    [Fact]
    public async Task Negotiate_TooManyLoadsLately_RefusesWhatWouldDisplaceButNotTheLastResort()
    {
        await using var cluster = await StartAsync(1, churnSavedSeconds: 0);
        cluster.Engines["Silo_0"].ResidentModels = [new("a", 500), new("b", 500)];

        var refused = Assert.IsType<BidRefused>(await cluster.Node(0).NegotiateAsync(Bid("1", "c"), Token));
        Assert.Equal((FailureCodes.ModelCold, true), (refused.Failure.Code, refused.Failure.Retryable));
        Assert.IsType<NodeOffer>(await cluster.Node(0).NegotiateAsync(Bid("2", "a"), Token));
        Assert.IsType<NodeOffer>(await cluster.Node(0).NegotiateAsync(Bid("3", "c") with { IsLastResort = true }, Token));

        cluster.Engines["Silo_0"].ResidentModels = [new("a", 500)];
        Assert.IsType<NodeOffer>(await cluster.Node(0).NegotiateAsync(Bid("4", "c"), Token));
    }

    [Fact]
    public async Task Generate_AllNodesSpareThemselvesTheLoad_IsServedAllTheSame()
    {
        await using var cluster = await StartAsync(2, churnSavedSeconds: 0);
        foreach (var engine in cluster.Engines.Values)
            engine.ResidentModels = [new("a", 500), new("b", 500)];
        cluster.AllowSteps(100);

        var events = await cluster.Generation().GenerateAsync(EdgeCluster.Request(model: "c"), Token).CollectAsync();

        Assert.IsType<GenerationCompleted>(events[^1]);
        Assert.Equal(1, cluster.Engines.Values.Sum(engine => engine.Started));
    }

    [Fact]
    public async Task Negotiate_PinnedModelsLeaveNoRoom_SaysSo()
    {
        await using var cluster = await StartAsync(1);
        await cluster.Node(0).ApplyPlanAsync(new() { Epoch = 1, Pins = [new("a", "Silo_0"), new("b", "Silo_0"), new("c", "Silo_1")] });

        var refused = Assert.IsType<BidRefused>(await cluster.Node(0).NegotiateAsync(Bid("1", "c") with { IsLastResort = true }, Token));

        Assert.Equal(FailureCodes.ModelTooLarge, refused.Failure.Code);
        Assert.Contains("a, b", refused.Failure.Message, StringComparison.Ordinal);
        Assert.Equal(["a", "b"], cluster.Engines["Silo_0"].Pinned.Order(StringComparer.Ordinal));
        Assert.IsType<NodeOffer>(await cluster.Node(0).NegotiateAsync(Bid("2", "a"), Token));
    }

    private static GenerationBid Bid(string id, string model) => new() { Id = id, Request = EdgeCluster.Request(model: model) };

    private static Task<EdgeCluster> StartAsync(short nodes, double churnSavedSeconds = 60) => EdgeCluster.StartAsync(nodes, _ => Models, (_, silo) =>
    {
        silo.Services.Configure<RoutingOptions>(routing => routing.ViewSeconds = 0);
        silo.Services.Configure<CoordinationOptions>(options => (options.ChurnShare, options.ChurnSavedSeconds) = (0, churnSavedSeconds));
    }, modelBytes: 500);
}
