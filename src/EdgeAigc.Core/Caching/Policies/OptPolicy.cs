namespace EdgeAigc.Core.Caching.Policies;

/// <summary>Farthest next request first (Belady, "A study of replacement algorithms for a virtual-storage computer", 1966). With equal
/// sizes and every miss loaded, no policy has fewer misses.</summary>
internal sealed class OptPolicy : ICachePolicy
{
    public double Worth(CachedModel model, CacheRequest request) => -model.NextUse;
}
