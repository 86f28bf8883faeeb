namespace EdgeAigc.Core.Placement;

/// <summary>What stage one decided for one frame, and how good that is at least.</summary>
public sealed record PlacementPlan
{
    /// <summary>Name of the policy that made it.</summary>
    public required string Policy { get; init; }

    /// <summary>Utility per second, switch costs deducted; <see cref="PlacementProblem"/> has the formula.</summary>
    public required double Value { get; init; }

    /// <summary>No plan for this problem has a higher value; proven by Lagrangian duality.</summary>
    public required double UpperBound { get; init; }

    /// <summary>(upper bound − value) / max(1e-9, |upper bound|).</summary>
    public double RelativeGap => (UpperBound - Value) / Math.Max(1e-9, Math.Abs(UpperBound));

    /// <summary>The prices behind the bound, for the next plan to start from; null where the policy has none.</summary>
    public PlacementPrices? Prices { get; init; }

    /// <summary>How long planning took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Every node in the order of the problem.</summary>
    public required IReadOnlyList<NodePlacement> Placement { get; init; }

    /// <summary>Who serves what, in the order of the demand.</summary>
    public required IReadOnlyList<RoutedDemand> Routing { get; init; }

    /// <summary>Demand that no node serves, in the order of the demand.</summary>
    public required IReadOnlyList<ModelDemand> Unserved { get; init; }
}
