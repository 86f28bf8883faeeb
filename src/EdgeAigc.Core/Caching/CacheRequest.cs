using System.Collections.Frozen;

namespace EdgeAigc.Core.Caching;

/// <summary>A request for a model, as a cache sees it.</summary>
/// <param name="Model">The model.</param>
/// <param name="SizeBytes">Memory that it takes when resident, above 0.</param>
/// <param name="LoadSeconds">Time to make it resident, at least 0.</param>
/// <param name="Seconds">When the request arrives, on any clock that does not run backwards.</param>
public sealed record CacheRequest(string Model, long SizeBytes, double LoadSeconds, double Seconds)
{
    /// <summary>Who asks; null if unknown. Tenants return to their models, so this helps to foresee requests.</summary>
    public string? Tenant { get; init; }

    /// <summary>Models that must stay now: pinned or busy.</summary>
    public IReadOnlySet<string> Held { get; init; } = FrozenSet<string>.Empty;

    /// <summary>When the model is asked for next, in <see cref="Seconds"/> or in any other order of time. Known offline only, read by <c>opt</c> only.</summary>
    public double NextUse { get; init; } = double.PositiveInfinity;
}
