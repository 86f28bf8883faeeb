using EdgeAigc.Core.Caching.Market;

namespace EdgeAigc.Core.Caching;

/// <summary>Settings of the caching policies.</summary>
public sealed record ModelCacheOptions
{
    /// <summary>Whether requests stay on the node where they arrive or may go to any node; default <see cref="DemandScope.Node"/>.</summary>
    public DemandScope Scope { get; init; } = DemandScope.Node;

    /// <summary>Seed of <c>random</c>; default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>What <c>static</c> may load; null: whatever comes first.</summary>
    public IReadOnlySet<string>? StaticModels { get; init; }

    /// <summary>Requests per second that one copy is meant to carry under <c>modelmesh</c>; default 0.5.</summary>
    public double CopyRequestsPerSecond { get; init; } = 0.5;

    /// <summary>Settings of <c>market</c>.</summary>
    public MarketCacheOptions Market { get; init; } = new();
}
