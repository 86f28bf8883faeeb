namespace EdgeAigc.Core.Placement;

/// <summary>Names of the stage-one policies.</summary>
public static class PlacementPolicyNames
{
    /// <summary>Lagrangian prices and local search: <see cref="MarketPlacementPolicy"/>.</summary>
    public const string Market = "market";

    /// <summary>The most popular models that fit: <see cref="StaticPlacementPolicy"/>.</summary>
    public const string Static = "static";

    /// <summary>Models by lot: <see cref="RandomPlacementPolicy"/>.</summary>
    public const string Random = "random";

    /// <summary>A trained policy, out of a weight file: <see cref="LearnedPlacementPolicy"/>.</summary>
    public const string Learned = "t2drl";
}
