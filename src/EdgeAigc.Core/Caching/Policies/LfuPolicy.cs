namespace EdgeAigc.Core.Caching.Policies;

/// <summary>Least frequently used since it was loaded first; what leaves is forgotten.</summary>
internal sealed class LfuPolicy : ICachePolicy
{
    public double Worth(CachedModel model, CacheRequest request) => model.Frequency;
}
