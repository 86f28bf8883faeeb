namespace EdgeAigc.Core.Placement;

/// <summary>Stage one for one frame: the cluster, what it is asked for and what each node holds now.</summary>
/// <remarks>
/// Serving one request for model m that arrived at node n on node q is worth
/// u = (1 − α)·quality_m − α·(latency(n, q) + secondsPerRequest_m / speed_q) / T_ref. A request that no node serves is worth
/// cloudUtility_m. The value of a plan is Σ served rate·u + Σ unserved rate·cloudUtility − switch cost·Σ load seconds.
/// Lists that are left out are empty. <see cref="PlacementProblemChecks"/> tells whether a problem makes sense.
/// </remarks>
public sealed record PlacementProblem
{
    /// <summary>What a served request is worth and what a load costs.</summary>
    public required PlacementObjective Objective { get; init; }

    /// <summary>The nodes, each name once.</summary>
    public required IReadOnlyList<PlacementNode> Nodes { get; init; }

    /// <summary>The models, each name once.</summary>
    public required IReadOnlyList<PlacementModel> Models { get; init; }

    /// <summary>Forecast arrivals, each (node, model) at most once.</summary>
    public required IReadOnlyList<ModelDemand> Demand { get; init; }

    /// <summary>What arrived in the frame that ended, for policies that learn from counts; empty when it is not known.</summary>
    public IReadOnlyList<ModelArrivals> Arrivals { get; init; } = [];

    /// <summary>Access latencies. A pair that is missing cannot forward; a node always reaches itself, in no time.</summary>
    public IReadOnlyList<AccessLatency> Latencies { get; init; } = [];

    /// <summary>Models that must be resident on a node.</summary>
    public IReadOnlyList<NodeModel> Pins { get; init; } = [];

    /// <summary>Models that must not be resident on a node.</summary>
    public IReadOnlyList<NodeModel> Exclusions { get; init; } = [];

    /// <summary>Models that need a number of copies, each model at most once.</summary>
    public IReadOnlyList<ReplicaRequirement> MinReplicas { get; init; } = [];
}
