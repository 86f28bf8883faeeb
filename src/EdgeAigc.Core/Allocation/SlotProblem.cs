namespace EdgeAigc.Core.Allocation;

/// <summary>
/// Stage two: the requests of one slot on one node, and what there is to share. Wanted is the greatest sum of utilities with
/// Σ b ≤ 1 and Σ compute ≤ F over the accepted requests, each in time.
/// </summary>
public sealed record SlotProblem
{
    /// <summary>Capacity B of the node's link in bits per second, above 0.</summary>
    public required double EgressBitsPerSecond { get; init; }

    /// <summary>Compute F in seconds that this slot may commit, at least 0.</summary>
    public required double ComputeSeconds { get; init; }

    /// <summary>What one compute second is worth to requests that may come later, in utility; charged to whoever takes it now. 0 when
    /// only this slot counts.</summary>
    public double ReservePrice { get; init; }

    /// <summary>T_ref: the delay in seconds that weighs as much as full quality; above 0.</summary>
    public double ReferenceSeconds { get; init; } = 1;

    /// <summary>The requests in order of arrival.</summary>
    public required IReadOnlyList<SlotRequest> Requests { get; init; }

    /// <summary>What serving a request adds to the total: its utility less the reserve price of its compute.</summary>
    /// <param name="request">The request.</param>
    /// <param name="level">Level it is served at.</param>
    /// <param name="finishSeconds">T.</param>
    public double Utility(SlotRequest request, StepQuality level, double finishSeconds)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Utility(level.Quality, finishSeconds, ReferenceSeconds) - (ReservePrice * request.ComputeSeconds(level.Steps));
    }
}
