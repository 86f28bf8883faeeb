using EdgeAigc.Core.Placement;

namespace EdgeAigc.UnitTests.Placement;

/// <summary>What is wrong, or cannot be met together, is named by its field.</summary>
public sealed class PlacementFaultTests
{
    private static readonly PlacementProblem Good = Frames.Of(
        [Frames.Node("a"), Frames.Node("b")], [Frames.Model("m"), Frames.Model("k"), Frames.Model("l")], new ModelDemand("a", "m", 1));

    public static TheoryData<string, PlacementProblem> Wrong => new()
    {
        { "objective.latencyPreference", Good with { Objective = new(1.1, 1, 0) } },
        { "objective.referenceSeconds", Good with { Objective = new(0.5, 0, 0) } },
        { "objective.switchCostPerSecond", Good with { Objective = new(0.5, 1, double.NaN) } },
        { "nodes[1].name", Good with { Nodes = [Frames.Node("a"), Frames.Node("a")] } },
        { "nodes[0].memoryBytes", Good with { Nodes = [Frames.Node("a", memoryBytes: -1)] } },
        { "nodes[0].maxUtilization", Good with { Nodes = [Frames.Node("a") with { MaxUtilization = 1.5 }] } },
        { "nodes[0].resident[0]", Good with { Nodes = [Frames.Node("a", resident: ["x"])] } },
        { "nodes[0].onDisk[1]", Good with { Nodes = [Frames.Node("a", onDisk: ["m", "m"])] } },
        { "models[1].name", Good with { Models = [Frames.Model("m"), Frames.Model("")] } },
        { "models[0].secondsPerRequest", Good with { Models = [Frames.Model("m") with { SecondsPerRequest = 0 }] } },
        { "models[0].quality", Good with { Models = [Frames.Model("m") with { Quality = 1.01 }] } },
        { "models[0].loadSeconds.peer", Good with { Models = [Frames.Model("m") with { LoadSeconds = new(1, -1, 1) }] } },
        { "models[0].cloudUtility", Good with { Models = [Frames.Model("m") with { CloudUtility = double.NegativeInfinity }] } },
        { "demand[0].node", Good with { Demand = [new("x", "m", 1)] } },
        { "demand[1]", Good with { Demand = [new("a", "m", 1), new("a", "m", 2)] } },
        { "demand[0].requestsPerSecond", Good with { Demand = [new("a", "m", -0.1)] } },
        { "latencySeconds[0].to", Good with { Latencies = [new("a", "x", 1)] } },
        { "latencySeconds[0].seconds", Good with { Latencies = [new("a", "a", 1)] } },
        { "pins[0].model", Good with { Pins = [new("a", "x")] } },
        { "exclusions[0].node", Good with { Exclusions = [new("x", "m")] } },
        { "minReplicas[0].count", Good with { MinReplicas = [new("m", -1)] } },
    };

    /// <summary>Each is a problem that makes sense but that no plan can satisfy.</summary>
    public static TheoryData<string, PlacementProblem> Impossible => new()
    {
        { "pins[0]", Good with { Pins = [new("a", "m")], Exclusions = [new("a", "m")] } },
        { "pins[2]", Good with { Pins = [new("a", "m"), new("a", "k"), new("a", "l")] } },
        { "minReplicas[0]", Good with { MinReplicas = [new("m", 3)] } },
        { "minReplicas[1]", Good with { MinReplicas = [new("k", 1), new("m", 2)], Exclusions = [new("b", "m")] } },
        { "minReplicas[0]", Good with { MinReplicas = [new("l", 1)], Pins = [new("a", "m"), new("a", "k"), new("b", "m"), new("b", "k")] } },
        // Each alone would fit: five copies for four places.
        { "minReplicas[2]", Good with { MinReplicas = [new("m", 2), new("k", 2), new("l", 1)] } },
    };

    [Fact]
    public void Check_Good_HasNoFault() => Assert.Empty(PlacementProblemChecks.Check(Good));

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Wrong))]
    public void Check_WrongField_IsNamed(string path, PlacementProblem problem) =>
        Assert.Contains(path, PlacementProblemChecks.Check(problem).Select(fault => fault.Path));

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Impossible))]
    public void Plan_ConstraintsContradict_NamesTheOneThatCannotBeMet(string path, PlacementProblem problem)
    {
        Assert.Null(ExactPlacement.ValueOf(problem));
        var outcome = new MarketPlacementPolicy(TimeProvider.System).Plan(problem, new());
        Assert.False(outcome.Planned);
        Assert.Equal(path, Assert.Single(outcome.Faults).Path);
    }

    [Fact]
    public void Plan_ReplicasFitOnlyInOneWay_FindsIt()
    {
        // The big model fits on b alone, so that the small one must go to a although b comes first for it: b has it on disk.
        PlacementNode[] nodes = [Frames.Node("a", memoryBytes: 4e9), Frames.Node("b", memoryBytes: 7e9, onDisk: ["small"])];
        PlacementModel[] models = [Frames.Model("small"), Frames.Model("big") with { MemoryBytes = 6e9 }];
        var plan = Frames.Plan(Frames.Of(nodes, models) with { MinReplicas = [new("small", 1), new("big", 1)] });
        Assert.Equal(["small"], plan.ResidentOn("a"));
        Assert.Equal(["big"], plan.ResidentOn("b"));
    }
}
