using System.ComponentModel.DataAnnotations;

namespace EdgeAigc.Core.Placement;

/// <summary>Limits of planning.</summary>
public sealed record PlacementOptions
{
    /// <summary>When to stop with the best plan so far, in seconds. Each node is looked at once, however long that takes.</summary>
    /// <value>Default 2; from 0.001 to 3,600.</value>
    [Range(0.001, 3600)]
    public double TimeBudgetSeconds { get; init; } = 2;

    /// <summary>Rounds of the final search that may pass without a better plan before planning ends ahead of its time. A plan
    /// that ends this way, and not by the clock, is the same on every machine.</summary>
    /// <value>Default 2,000; at least 0.</value>
    [Range(0, int.MaxValue)]
    public int PatienceRounds { get; init; } = 2000;

    /// <summary>Seed of everything random.</summary>
    /// <value>Default 1.</value>
    public int Seed { get; init; } = 1;

    /// <summary>Prices of the frame before, to start from instead of finding them anew.</summary>
    /// <value>Default null: prices are found from nothing.</value>
    public PlacementPrices? StartPrices { get; init; }

    /// <summary>Most loads in one frame, over all nodes. Loads that pins and minimum replicas need are never refused, and count.</summary>
    /// <value>Default null: no limit.</value>
    [Range(0, int.MaxValue)]
    public int? MaxLoads { get; init; }
}
