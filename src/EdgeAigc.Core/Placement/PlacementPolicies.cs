namespace EdgeAigc.Core.Placement;

/// <summary>The stage-one policies by name, but for <see cref="PlacementPolicyNames.Learned"/>, which needs weights.</summary>
public static class PlacementPolicies
{
    private static readonly SortedDictionary<string, Func<TimeProvider, IPlacementPolicy>> Factories = new(StringComparer.Ordinal)
    {
        [PlacementPolicyNames.Market] = clock => new MarketPlacementPolicy(clock),
        [PlacementPolicyNames.Random] = clock => new RandomPlacementPolicy(clock),
        [PlacementPolicyNames.Static] = clock => new StaticPlacementPolicy(clock),
    };

    /// <summary>All names, in order.</summary>
    public static IReadOnlyCollection<string> Names => Factories.Keys;

    /// <summary>The policy of that name; null when there is none.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="clock">Measures the time budget.</param>
    public static IPlacementPolicy? Find(string name, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(clock);
        return Factories.TryGetValue(name, out var create) ? create(clock) : null;
    }
}
