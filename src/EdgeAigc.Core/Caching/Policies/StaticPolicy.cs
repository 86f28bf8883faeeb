namespace EdgeAigc.Core.Caching.Policies;

/// <summary>Never evicts. Loads the given models when they are first asked for, or, without a list, whatever comes while there is room.</summary>
internal sealed class StaticPolicy(IReadOnlySet<string>? models) : ICachePolicy
{
    public double Worth(CachedModel model, CacheRequest request) => double.PositiveInfinity;

    public bool Admits(CacheRequest request, IReadOnlyList<CachedModel> victims) =>
        victims.Count == 0 && (models is null || models.Contains(request.Model));
}
