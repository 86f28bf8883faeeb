using System.ComponentModel.DataAnnotations;

namespace EdgeAigc.Core.Caching.Market;

/// <summary>Settings of the <c>market</c> cache.</summary>
public sealed record MarketCacheOptions
{
    /// <summary>A request that comes t seconds from now counts with exp(−t / this); default 200 s.</summary>
    [Range(1, 1e6)]
    public double ReuseSeconds { get; init; } = 200;

    /// <summary>A load must gain this share of its own load time beyond what it displaces; default 0.15. More loads less often.</summary>
    [Range(0, 1)]
    public double ChurnMargin { get; init; } = 0.15;

    /// <summary>Ridge of the regressions: how many observations the starting weights of zero are worth; default 10.</summary>
    [Range(1e-6, 1e6)]
    public double Ridge { get; init; } = 10;

    /// <summary>Observations that wait for their outcome at most; default 8,192. More are not learned from.</summary>
    [Range(1, 1_000_000)]
    public int MaxPending { get; init; } = 8192;

    /// <summary>Models remembered in each scope; default 2,048.</summary>
    [Range(1, 1_000_000)]
    public int MaxModels { get; init; } = 2048;

    /// <summary>Tenants remembered in each scope; default 8,192.</summary>
    [Range(1, 1_000_000)]
    public int MaxTenants { get; init; } = 8192;
}
