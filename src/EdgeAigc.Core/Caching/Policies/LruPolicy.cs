namespace EdgeAigc.Core.Caching.Policies;

/// <summary>Least recently used first.</summary>
internal sealed class LruPolicy : ICachePolicy
{
    public double Worth(CachedModel model, CacheRequest request) => model.LastTurn;
}
