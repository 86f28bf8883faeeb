using EdgeAigc.Cluster.Tests.Negotiation;
using EdgeAigc.Contracts.Coordination;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Contracts.Nodes;
using EdgeAigc.Grains.Coordination;
using EdgeAigc.Grains.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeAigc.Cluster.Tests.Coordination;

public sealed class CoordinatorTests
{
    private static readonly string[] First = ["a-0", "a-1", "a-2", "a-3", "a-4", "a-5"];
    private static readonly string[] Second = ["b-0", "b-1", "b-2", "b-3", "b-4", "b-5"];

    [Fact]
    public async Task Frame_DemandShifts_NewSetIsResidentWithinTwoFramesAndNothingFails()
    {
        var time = new ShiftedTime();
        await using var cluster = await StartAsync(3, time);
        cluster.AllowSteps(10_000);
        await AskAsync(cluster, time, First);
        await cluster.Coordinator.RunFrameAsync(TestContext.Current.CancellationToken);
        await WaitForAsync(cluster, First);

        for (var frame = 0; frame < 2; frame++)
        {
            await AskAsync(cluster, time, Second);
            await cluster.Coordinator.RunFrameAsync(TestContext.Current.CancellationToken);
        }

        await WaitForAsync(cluster, Second);
        Assert.All(cluster.Engines.Values, engine => Assert.False(engine.Memory.WasExceeded));
        var status = await cluster.Coordinator.GetStatusAsync();
        Assert.Equal(Second, status.Copies.Select(copy => copy.Model).Distinct().Order(StringComparer.Ordinal));
        Assert.All(status.Copies.Where(copy => copy.RequestsPerSecond > 0), copy => Assert.True(copy.Gain > 0));
        Assert.Equal(First.Length * 6 * 3, status.History.Sum(frame => frame.Arrivals));
    }

    [Fact]
    public async Task Frame_DemandIsServedWhereItsModelsAre_NothingMisses()
    {
        var time = new ShiftedTime();
        await using var cluster = await StartAsync(3, time);
        cluster.AllowSteps(10_000);
        await AskAsync(cluster, time, First);
        await cluster.Coordinator.RunFrameAsync(TestContext.Current.CancellationToken);
        await WaitForAsync(cluster, First);

        await AskAsync(cluster, time, First);

        await cluster.Coordinator.RunFrameAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, (await cluster.Coordinator.GetStatusAsync()).History[^1].Misses);
    }

    [Fact]
    public async Task ApplyPlan_OlderEpoch_IsRefused()
    {
        await using var cluster = await StartAsync(1, new());
        var node = cluster.Node(0);
        Assert.True((await node.ApplyPlanAsync(new() { Epoch = 50, Resident = ["a-0"] })).Accepted);
        await cluster.Engines["Silo_0"].Memory.WaitUntilAsync(models => models.Contains("a-0"));

        Assert.Equal(new PlanReply(false, 50), await node.ApplyPlanAsync(new() { Epoch = 49, Resident = ["a-1"] }));
        var report = await node.ReportAsync(49);

        Assert.False(report.Accepted);
        Assert.Equal(50, report.Epoch);
        Assert.Equal(50, (await node.GetPlanAsync())!.Epoch);
    }

    [Fact]
    public async Task Activation_NodesAreAheadOfTheStoredState_EpochAndPinsComeFromThem()
    {
        await using var cluster = await StartAsync(1, new());
        await cluster.Node(0).ApplyPlanAsync(new() { Epoch = 50, Pins = [new("a-1", "Silo_0")] });

        var epoch = await cluster.Coordinator.RunFrameAsync(TestContext.Current.CancellationToken);

        Assert.True(epoch > 50);
        await cluster.Engines["Silo_0"].Memory.WaitUntilAsync(models => models.Contains("a-1"));
    }

    [Fact]
    public async Task Coordinator_ItsSiloDies_IsRevivedWithAHigherEpochAndItsPins()
    {
        await using var cluster = await StartAsync(3, new(), heartbeatSeconds: 0.1);
        var pinned = new ModelPin("b-3", "Silo_0");
        Assert.Null(await cluster.Coordinator.PinAsync(pinned));
        var before = await cluster.Coordinator.GetStatusAsync();
        if (before.Silo == "Silo_0")
            Assert.Null(await cluster.Coordinator.PinAsync(pinned = new("b-3", "Silo_1")));

        await cluster.KillAsync(before.Silo);
        await cluster.WaitUntilGoneAsync(before.Silo);

        // The pinned model is dropped; only a Coordinator that knows the pin brings it back.
        var memory = cluster.Engines[pinned.Node].Memory;
        memory.Models = [];
        await memory.WaitUntilAsync(models => models.Contains("b-3"));
        var after = await cluster.Coordinator.GetStatusAsync();
        Assert.NotEqual(before.Silo, after.Silo);
        Assert.True(after.Epoch > before.Epoch);
        Assert.Contains(pinned, after.Pins);
    }

    [Fact]
    public async Task Heartbeat_NodeJoins_EarlyFrameCountsItIn()
    {
        await using var cluster = await StartAsync(2, new(), heartbeatSeconds: 0.1);
        await cluster.Coordinator.RunFrameAsync(TestContext.Current.CancellationToken);

        await cluster.StartNodeAsync("Silo_2");

        // No frame is due for an hour, and only a planned frame sends a plan.
        await WaitForPlanAsync(cluster, 2);
    }

    [Fact]
    public async Task Frame_LoadFailsOnOneNode_ModelIsPlacedElsewhere()
    {
        var time = new ShiftedTime();
        await using var cluster = await StartAsync(2, time, ["a-0"]);
        cluster.AllowSteps(10_000);
        Assert.Null(await cluster.Coordinator.PinAsync(new("a-0", "Silo_0")));
        await cluster.Engines["Silo_0"].Memory.WaitUntilAsync(models => models.Contains("a-0"));
        cluster.Engines["Silo_0"].Memory.Broken.Add("a-0");
        cluster.Engines["Silo_0"].Memory.Models = [];
        await AskAsync(cluster, time, ["a-0"], bringsIn: false);

        using var limit = new CancellationTokenSource(EventStreams.Patience);
        while ((await cluster.Coordinator.GetStatusAsync()).Copies is not [{ Node: "Silo_1" }])
            await cluster.Coordinator.RunFrameAsync(limit.Token);
        await cluster.Engines["Silo_1"].Memory.WaitUntilAsync(models => models.Contains("a-0"));

        var failure = Assert.Single((await cluster.Node(0).GetStatusAsync(TestContext.Current.CancellationToken)).FailedLoads);
        Assert.Equal(("a-0", 1), (failure.Model, failure.Attempts));
    }

    [Fact]
    public async Task Pin_UnknownModelOrNode_SaysWhatThereIs()
    {
        await using var cluster = await StartAsync(1, new());

        Assert.Contains("a-0", await cluster.Coordinator.PinAsync(new("a-9", "Silo_0")), StringComparison.Ordinal);
        Assert.Contains("Silo_0", await cluster.Coordinator.PinAsync(new("a-0", "Silo_9")), StringComparison.Ordinal);
        Assert.Empty((await cluster.Coordinator.GetStatusAsync()).Pins);
    }

    [Fact]
    public async Task Unpin_PinnedModel_IsGone()
    {
        await using var cluster = await StartAsync(1, new());
        Assert.Null(await cluster.Coordinator.PinAsync(new("a-0", "Silo_0")));
        Assert.Null(await cluster.Coordinator.PinAsync(new("a-1", "Silo_0")));

        Assert.Equal(1, await cluster.Coordinator.UnpinAsync("a-0", null));

        Assert.Equal([new("a-1", "Silo_0")], (await cluster.Coordinator.GetStatusAsync()).Pins);
    }

    [Fact]
    public async Task Frame_LeastCopiesZonesAndExclusions_AreKept()
    {
        await using var cluster = await EdgeCluster.StartAsync(4, _ => ["a-0", "a-1"], (name, silo) =>
        {
            silo.Services.Configure<CoordinationOptions>(options =>
            {
                (options.Policy, options.FrameSeconds, options.HeartbeatSeconds) = ("market", 3600, 0);
                options.Zone = name is "Silo_0" or "Silo_1" ? "left" : "right";
                options.MinReplicas["a-0"] = 2;
                options.MinReplicas["unheard-of"] = 2;
                options.Exclusions["a-0"] = ["Silo_0"];
                options.Exclusions["a-1"] = ["Silo_1", "Silo_2", "Silo_3"];
            });
        }, modelBytes: 600);
        Assert.Null(await cluster.Coordinator.PinAsync(new("a-1", "Silo_0")));

        var copies = (await cluster.Coordinator.GetStatusAsync()).Copies;

        Assert.Equal("Silo_0", Assert.Single(copies, copy => copy.Model == "a-1").Node);
        var nodes = copies.Where(copy => copy.Model == "a-0").Select(copy => copy.Node).ToList();
        Assert.Equal(2, nodes.Count);
        Assert.Contains("Silo_1", nodes);
    }

    [Fact]
    public async Task Frame_MoreCopiesThanFit_IsPlannedWithoutAndSaysSo()
    {
        await using var cluster = await EdgeCluster.StartAsync(1, _ => ["a-0", "a-1"], (_, silo) =>
            silo.Services.Configure<CoordinationOptions>(options =>
            {
                (options.Policy, options.FrameSeconds, options.HeartbeatSeconds) = ("market", 3600, 0);
                options.MinReplicas["a-0"] = 1;
                options.MinReplicas["a-1"] = 1;
            }), modelBytes: 600);

        await cluster.Coordinator.RunFrameAsync(TestContext.Current.CancellationToken);

        Assert.NotEmpty((await cluster.Coordinator.GetStatusAsync()).Problems);
    }

    private static Task<EdgeCluster> StartAsync(short nodes, ShiftedTime time, string[]? models = null, double heartbeatSeconds = 0) =>
        EdgeCluster.StartAsync(nodes, _ => models ?? [.. First, .. Second], (_, silo) =>
        {
            silo.Services.AddSingleton<TimeProvider>(time);
            silo.Services.Configure<RoutingOptions>(routing => routing.ViewSeconds = 0);
            // The least time to plan: what must happen does not hang on how fast the machine is.
            silo.Services.Configure<CoordinationOptions>(options =>
                (options.Policy, options.FrameSeconds, options.HeartbeatSeconds, options.MemorySeconds, options.TimeBudgetSeconds) =
                ("market", 3600, heartbeatSeconds, 30, 0.001));
        }, modelBytes: 500);

    /// <summary>Thirty seconds in which six requests for each model come, one after the other.</summary>
    private static async Task AskAsync(EdgeCluster cluster, ShiftedTime time, string[] models, bool bringsIn = true)
    {
        foreach (var model in models)
        {
            for (var i = 0; i < 6; i++)
            {
                var events = await cluster.Generation().GenerateAsync(EdgeCluster.Request(steps: 1, model: model), TestContext.Current.CancellationToken).CollectAsync();
                Assert.True(events[^1] is GenerationCompleted, $"{model}: {events[^1]}");
            }
        }

        if (!bringsIn)
        {
            foreach (var engine in cluster.Engines.Values)
                engine.Memory.Models = [];
        }

        time.Advance(TimeSpan.FromSeconds(30));
    }

    private static async Task WaitForAsync(EdgeCluster cluster, string[] models)
    {
        var plan = (await cluster.Coordinator.GetStatusAsync()).Copies;
        Assert.Subset(plan.Select(copy => copy.Model).ToHashSet(), models.ToHashSet());
        foreach (var (node, engine) in cluster.Engines)
            await engine.Memory.WaitUntilAsync(resident => plan.Where(copy => copy.Node == node).All(copy => resident.Contains(copy.Model)));
    }

    private static async Task WaitForPlanAsync(EdgeCluster cluster, int node)
    {
        using var limit = new CancellationTokenSource(EventStreams.Patience);
        while (true)
        {
            try
            {
                if (await cluster.Node(node).GetPlanAsync() is not null)
                    return;
            }
            catch (EdgeNodeUnavailableException)
            {
                // The others have not heard of it yet.
            }

            limit.Token.ThrowIfCancellationRequested();
        }
    }
}
