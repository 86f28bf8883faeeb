using EdgeAigc.Core.Caching;

namespace EdgeAigc.Experiments.Replay;

/// <summary>What to replay a trace on.</summary>
internal sealed record ReplaySettings
{
    public required string Policy { get; init; }

    public required int Nodes { get; init; }

    public required int ModelsPerNode { get; init; }

    public DemandScope Routing { get; init; } = DemandScope.Node;

    public int Seed { get; init; } = 1;

    /// <summary>Overrides the churn margin of <c>market</c>.</summary>
    public double? ChurnMargin { get; init; }
}
