using System.Collections.Immutable;
using EdgeAigc.Contracts.Coordination;
using EdgeAigc.Core.Workload;

namespace EdgeAigc.Grains.Coordination;

/// <summary>What was decided for a frame.</summary>
internal sealed record FrameDecision
{
    /// <summary>The plan.</summary>
    public ImmutableArray<PlannedCopy> Copies { get; init; } = [];

    /// <summary>What each node is told; pins are added when it is sent.</summary>
    public ImmutableDictionary<string, NodePlan> Nodes { get; init; } = ImmutableDictionary<string, NodePlan>.Empty;

    /// <summary>The demand that it was made for.</summary>
    public ImmutableArray<ForecastDemand> Demand { get; init; } = [];

    /// <summary>How good the forecast for the frame that ended was.</summary>
    public ForecastScore Score { get; init; } = new();

    /// <summary>What could not be had.</summary>
    public ImmutableArray<string> Problems { get; init; } = [];

    /// <summary>Loads that it takes.</summary>
    public int Loads { get; init; }

    /// <summary>Utility per second.</summary>
    public double Value { get; init; }

    /// <summary>Certified gap.</summary>
    public double RelativeGap { get; init; }
}
