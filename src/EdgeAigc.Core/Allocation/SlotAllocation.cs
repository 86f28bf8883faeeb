namespace EdgeAigc.Core.Allocation;

/// <summary>The answer to a <see cref="SlotProblem"/>.</summary>
public sealed record SlotAllocation
{
    /// <summary>Name of the policy that gave it.</summary>
    public required string Policy { get; init; }

    /// <summary>Sum of the requests' utilities, rejected ones included.</summary>
    public required double TotalUtility { get; init; }

    /// <summary>What no allocation can exceed: the value of the Lagrangian dual, or <see cref="TotalUtility"/> where the search proved it
    /// the greatest.</summary>
    public required double UpperBound { get; init; }

    /// <summary>The prices behind the bound.</summary>
    public required SlotPrices Prices { get; init; }

    /// <summary>Time that the decision took; a baseline's excludes that of its bound.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>What each request gets, in the order of the problem.</summary>
    public required IReadOnlyList<RequestAllocation> Requests { get; init; }

    /// <summary>How far the answer can be from the best one: (bound − utility) / max(1e-9, |bound|).</summary>
    public double RelativeGap => (UpperBound - TotalUtility) / Math.Max(1e-9, Math.Abs(UpperBound));
}
