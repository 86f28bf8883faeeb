using System.Collections.Immutable;
using System.Net;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Contracts.Nodes;

namespace EdgeAigc.Gateway.Tests.Dashboard;

public sealed class DashboardApiTests
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Cluster_TellsMemoryPromisesAndSlotsOfEachNode()
    {
        await using var host = await DashboardHost.StartAsync();
        var node = ScriptedDashboardSource.Node("node-0", "a", "b", "c") with
        {
            ModelMemoryBytes = 100_000_000,
            ResidentModels = [new("b", 30_000_000), new("a", 40_000_000)],
            LeavingModels = ["b"],
            LoadingModels = ["c"],
            PromisesKept = 7,
            PromisesMissed = 2,
            PlanEpoch = 5,
        };
        host.Source.Nodes = [node, new() { Name = "node-1", Reachable = false }];
        host.Source.Markets["node-0"] = new()
        {
            MissedByCause = ImmutableDictionary<string, long>.Empty.Add("link", 2),
            EgressBitsPerSecond = double.PositiveInfinity,
            CommittedBitsPerSecond = 1000,
            Deliveries = 1,
            Slots = [new(Noon, [new("a", new(8, 0.75, TimeSpan.FromMilliseconds(120)), 0.5, 0.25, null), new("b", null, 0, 0, FailureCodes.Outbid)])],
        };

        var told = (await host.GetAsync("cluster"))["nodes"]!.AsArray();

        var models = told[0]!["models"]!.AsArray().Select(model => (model!["name"]!.GetValue<string>(), model["state"]!.GetValue<string>(), model["bytes"]!.GetValue<long>()));
        Assert.Equal([("a", "resident", 40_000_000L), ("b", "leaving", 30_000_000L), ("c", "loading", 14_000_000L)], models);
        Assert.Equal((7, 2, 5), (told[0]!["promises_kept"]!.GetValue<int>(), told[0]!["promises_missed"]!.GetValue<int>(), told[0]!["plan_epoch"]!.GetValue<int>()));
        Assert.Equal(2, told[0]!["missed_by_cause"]!["link"]!.GetValue<int>());
        Assert.Null(told[0]!["egress"]!["capacity_bps"]);
        var answers = told[0]!["slots"]![0]!["answers"]!.AsArray();
        Assert.Equal((8, 120.0, 0.25), (answers[0]!["steps"]!.GetValue<int>(), answers[0]!["finish_ms"]!.GetValue<double>(), answers[0]!["price"]!.GetValue<double>()));
        Assert.Equal(FailureCodes.Outbid, answers[1]!["refusal"]!.GetValue<string>());
        Assert.False(told[1]!["reachable"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Plan_TellsWhatMovedAndWhy()
    {
        await using var host = await DashboardHost.StartAsync();
        host.Source.Plan = new()
        {
            Epoch = 9,
            Policy = "market",
            Silo = "node-0",
            Frame = TimeSpan.FromSeconds(30),
            Age = TimeSpan.FromSeconds(3),
            Value = 1.5,
            RelativeGap = double.PositiveInfinity,
            Copies = [new() { Node = "node-0", Model = "a", RequestsPerSecond = 2, Gain = 0.5, SinceEpoch = 9, Displaced = ["b"] }],
            Demand = [new("node-1", "a", 2)],
            Pins = [new("c", "node-1")],
            Problems = ["node-2 did not answer."],
            History = [new(8, Noon - TimeSpan.FromSeconds(30), 4, 1, 1), new(9, Noon, 5, 2, 1)],
        };

        var plan = await host.GetAsync("plan");

        Assert.Equal(9, plan["epoch"]!.GetValue<int>());
        Assert.Equal(Noon, plan["planned_at"]!.GetValue<DateTimeOffset>());
        Assert.Equal("b", plan["copies"]![0]!["displaced"]![0]!.GetValue<string>());
        Assert.Equal(0.5, plan["copies"]![0]!["gain"]!.GetValue<double>());
        Assert.Equal(("node-1", 2.0), (plan["demand"]![0]!["node"]!.GetValue<string>(), plan["demand"]![0]!["requests_per_second"]!.GetValue<double>()));
        Assert.Equal("c", plan["pins"]![0]!["model"]!.GetValue<string>());
        Assert.Equal([8, 9], plan["history"]!.AsArray().Select(frame => frame!["epoch"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Models_TakeCurvesAndSheetFromANodeThatHasThem()
    {
        await using var host = await DashboardHost.StartAsync();
        host.Source.Nodes = [ScriptedDashboardSource.Node("node-0", "a", "b"), ScriptedDashboardSource.Node("node-1", "a") with { ResidentModels = [new("a", 5)] }];
        host.Source.Curves[("node-1", "a")] = new("CPU", Noon, new(0.25, 0.5, 0, 0.125, 8), [new(1, 0.5, 0.4, 0, 0), new(20, 1, 0.9, 0, 0)], 77);
        host.Source.Sheets[("node-1", "a")] = ScriptedCluster.Picture;

        var models = (await host.GetAsync("models"))["models"]!.AsArray();
        var sheet = await host.Http.GetAsync("/dashboard/api/models/a/sheet", TestContext.Current.CancellationToken);
        var none = await host.Http.GetAsync("/dashboard/api/models/b/sheet", TestContext.Current.CancellationToken);

        Assert.Equal(["a", "b"], models.Select(model => model!["name"]!.GetValue<string>()));
        Assert.Equal("node-1", models[0]!["curves"]!["node"]!.GetValue<string>());
        Assert.Equal([0.5, 1.0], models[0]!["curves"]!["levels"]!.AsArray().Select(level => level!["quality"]!.GetValue<double>()));
        Assert.Equal("node-1", models[0]!["resident_on"]![0]!.GetValue<string>());
        Assert.Null(models[1]!["curves"]);
        Assert.Equal("image/png", sheet.Content.Headers.ContentType!.MediaType);
        Assert.Equal(ScriptedCluster.Picture, await sheet.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        Assert.Equal("no_sheet", (await none.ErrorAsync())["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task Cluster_ThatDoesNotAnswer_IsTemporarilyUnavailable()
    {
        await using var host = await DashboardHost.StartAsync();
        host.Source.Fault = new EdgeNodeUnavailableException("node-0");

        var response = await host.Http.GetAsync("/dashboard/api/cluster", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        await response.ErrorAsync();
    }
}
