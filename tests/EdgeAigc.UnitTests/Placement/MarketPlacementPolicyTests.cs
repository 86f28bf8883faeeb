using EdgeAigc.Core.Placement;

namespace EdgeAigc.UnitTests.Placement;

public sealed class MarketPlacementPolicyTests
{
    [Fact]
    public void Plan_OneNode_HasTheValueByHand()
    {
        // 1.5 requests/s of a and 1 of b, half a second each, on a node that works one second a second: a runs in full, b for the rest.
        var problem = Frames.Of([Frames.Node("n")], [Frames.Model("a") with { Quality = 1 }, Frames.Model("b")], new("n", "a", 1.5), new("n", "b", 1));
        var plan = Frames.Plan(problem);
        Assert.Equal((1.5 * 0.25) + (0.5 * 0.2), plan.Value, 1e-12);
        Assert.Equal(plan.Value, plan.UpperBound, 1e-9);
        Assert.Equal([new RoutedDemand("n", "n", "a", 1.5), new RoutedDemand("n", "n", "b", 0.5)], plan.Routing);
        Assert.Equal([new ModelDemand("n", "b", 0.5)], plan.Unserved);
    }

    [Fact]
    public void Plan_NoLatencyGiven_ForwardsNothing()
    {
        var problem = Frames.Of([Frames.Node("a", memoryBytes: 0), Frames.Node("b")], [Frames.Model("m")], new ModelDemand("a", "m", 1));
        Assert.Empty(Frames.Plan(problem).Routing);
        var reached = problem with { Latencies = [new("a", "b", 0.1)] };
        Assert.Equal([new RoutedDemand("a", "b", "m", 1)], Frames.Plan(reached).Routing);
    }

    [Fact]
    public void Plan_LatencyEatsTheGain_LeavesItToTheCloud()
    {
        // Serving is worth 0.2 at no latency and 0.5 less for each second.
        var problem = Frames.Of([Frames.Node("a", memoryBytes: 0), Frames.Node("b")], [Frames.Model("m")], new ModelDemand("a", "m", 1));
        Assert.NotEmpty(Frames.Plan(problem with { Latencies = [new("a", "b", 0.39)] }).Routing);
        Assert.Empty(Frames.Plan(problem with { Latencies = [new("a", "b", 0.41)] }).Routing);
    }

    [Fact]
    public void Plan_AFasterNode_DoesTheWork()
    {
        var problem = Frames.Of([Frames.Node("slow") with { Speed = 0.5 }, Frames.Node("fast") with { Speed = 2 }], [Frames.Model("m")], new ModelDemand("slow", "m", 1));
        var plan = Frames.Plan(problem with { Latencies = [new("slow", "fast", 0.01)] });
        Assert.Equal("fast", Assert.Single(plan.Routing).To);
    }

    [Theory]
    [InlineData(0.0, "new")]
    [InlineData(0.001, "new")]
    [InlineData(0.01, "old")]
    public void Plan_DemandShifts_MovesOnlyWhenThatEarnsTheLoad(double switchCost, string resident)
    {
        // The new model earns 0.1·0.2 a second more than the old one and takes 3 s to load from disk.
        var node = Frames.Node("n", memoryBytes: 4e9, resident: ["old"], onDisk: ["old", "new"]);
        var problem = Frames.Of([node], [Frames.Model("old"), Frames.Model("new")], new("n", "old", 0.5), new("n", "new", 0.6));
        var plan = Frames.Plan(problem with { Objective = problem.Objective with { SwitchCostPerSecond = switchCost } });
        Assert.Equal([resident], plan.ResidentOn("n"));
    }

    [Fact]
    public void Plan_AResidentThatNobodyWants_StaysWhileItsMemoryIsNotNeeded()
    {
        var models = new[] { Frames.Model("idle"), Frames.Model("a"), Frames.Model("b") };
        var problem = Frames.Of([Frames.Node("n", resident: ["idle"])], models, new ModelDemand("n", "a", 0.5));
        Assert.Equal(["idle", "a"], Frames.Plan(problem).ResidentOn("n"));
        var more = problem with { Demand = [.. problem.Demand, new("n", "b", 0.5)] };
        Assert.Equal(["a", "b"], Frames.Plan(more).ResidentOn("n"));
    }

    [Fact]
    public void Plan_LoadSources_AreTheNearest()
    {
        var models = new[] { Frames.Model("own"), Frames.Model("near"), Frames.Model("inMemory"), Frames.Model("far") };
        var problem = Frames.Of(
            [Frames.Node("a", memoryBytes: 16e9, onDisk: ["own"]), Frames.Node("b", onDisk: ["near", "own"], resident: ["inMemory"])],
            models,
            [.. models.Select(model => new ModelDemand("a", model.Name, 0.1))]);
        var loads = Frames.Plan(problem).Placement.Single(node => node.Node == "a").Load.ToDictionary(load => load.Model, load => load.Source);
        Assert.Equal((LoadSource.Disk, LoadSource.Peer, LoadSource.Peer, LoadSource.Origin), (loads["own"], loads["near"], loads["inMemory"], loads["far"]));
    }

    [Fact]
    public void Plan_DiskIsShort_DropsFilesAndNeverHoldsMoreThanFits()
    {
        // Memory for two, disk for one: the files that are not resident must go.
        var node = Frames.Node("n", onDisk: ["a"]) with { DiskBytes = 5e9 };
        var plan = Frames.Plan(Frames.Of([node], [Frames.Model("a"), Frames.Model("b")], new("n", "a", 0.2), new("n", "b", 0.9)));
        Assert.Equal(["b"], plan.ResidentOn("n"));
        Assert.Equal(["b"], plan.Placement[0].OnDisk);
    }

    [Fact]
    public void Plan_TwoReplicas_StandInTwoZones()
    {
        var problem = Frames.Of(
            [Frames.Node("a1", zone: "a"), Frames.Node("a2", zone: "a"), Frames.Node("b1", zone: "b")],
            [Frames.Model("m")]) with
        { MinReplicas = [new("m", 2)] };
        var held = Frames.Plan(problem).Placement.Where(node => node.Resident.Count > 0).Select(node => node.Node[0]).ToArray();
        Assert.Equal(['a', 'b'], held.Order());
    }

    [Fact]
    public void Plan_SecondCopyForLoad_GoesToAnotherZoneWhenNothingIsLost()
    {
        // Demand for two nodes arrives at a gateway that serves nothing itself; all others are equally far.
        PlacementNode[] nodes = [Frames.Node("gate", memoryBytes: 0, zone: "a"), .. new[] { "a1", "a2", "b1" }.Select(name => Frames.Node(name, zone: name[..1]))];
        var problem = Frames.Of(nodes, [Frames.Model("m")], new ModelDemand("gate", "m", 4));
        var plan = Frames.Plan(problem with { Latencies = [.. nodes[1..].Select(node => new AccessLatency("gate", node.Name, 0.01))] });
        Assert.Equal(2, plan.Placement.Count(node => node.Resident.Count > 0));
        Assert.Equal(["m"], plan.ResidentOn("b1"));
    }

    [Fact]
    public void Plan_LoadLimitBelowWhatPinsNeed_LoadsThePinsOnly()
    {
        var problem = Frames.Of([Frames.Node("n")], [Frames.Model("pinned"), Frames.Model("wanted")], new ModelDemand("n", "wanted", 1)) with { Pins = [new("n", "pinned")] };
        Assert.Equal(["pinned"], Frames.Plan(problem, maxLoads: 0).ResidentOn("n"));
    }
}
