namespace EdgeAigc.Core.Allocation;

/// <summary>
/// Stage two: the requests of one slot on one node, and what there is to share. Wanted is the greatest sum of utilities with
/// Σ b ≤ 1 and Σ L·τ ≤ F over the accepted requests, each in time.
/// </summary>
public sealed record SlotProblem
{
    /// <summary>Capacity B of the node's link in bits per second, above 0.</summary>
    public required double EgressBitsPerSecond { get; init; }

    /// <summary>Compute F in seconds that this slot may commit, at least 0.</summary>
    public required double ComputeSeconds { get; init; }

    /// <summary>T_ref: the delay in seconds that weighs as much as full quality; above 0.</summary>
    public double ReferenceSeconds { get; init; } = 1;

    /// <summary>The requests in order of arrival.</summary>
    public required IReadOnlyList<SlotRequest> Requests { get; init; }
}
