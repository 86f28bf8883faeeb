using EdgeAigc.Core.Placement;

namespace EdgeAigc.UnitTests.Placement;

/// <summary>Hand-made frames. Unless told otherwise a node holds two models and does one second of work a second, a model takes 4 GB and
/// half a second, and serving a request is worth 0.5·0.9 − 0.5·0.5 = 0.2.</summary>
internal static class Frames
{
    public static PlacementProblem Of(PlacementNode[] nodes, PlacementModel[] models, params ModelDemand[] demand) => new()
    {
        Objective = new(LatencyPreference: 0.5, ReferenceSeconds: 1, SwitchCostPerSecond: 0),
        Nodes = nodes,
        Models = models,
        Demand = demand,
    };

    public static PlacementNode Node(string name, double memoryBytes = 8e9, string? zone = null, string[]? resident = null, string[]? onDisk = null) =>
        new(name, memoryBytes, DiskBytes: 1e11, Speed: 1, MaxUtilization: 1) { Zone = zone, Resident = resident ?? [], OnDisk = onDisk ?? [] };

    public static PlacementModel Model(string name) =>
        new(name, MemoryBytes: 4e9, DiskBytes: 4e9, SecondsPerRequest: 0.5, Quality: 0.9, new(Disk: 3, Peer: 20, Origin: 45));

    public static PlacementPlan Plan(PlacementProblem problem, string policy = PlacementPolicyNames.Market, int? maxLoads = null)
    {
        var options = new PlacementOptions { TimeBudgetSeconds = 3600, PatienceRounds = 50, MaxLoads = maxLoads };
        var plan = PlacementPolicies.Find(policy, TimeProvider.System)!.Plan(problem, options).Plan!;
        PlanChecker.Check(problem, plan);
        return plan;
    }

    public static IReadOnlyList<string> ResidentOn(this PlacementPlan plan, string node) => plan.Placement.Single(placed => placed.Node == node).Resident;
}
