namespace EdgeAigc.Core.Caching;

/// <summary>The rule of a cache: who goes first, and whether a miss is worth a load. The cache keeps the accounts.</summary>
internal interface ICachePolicy
{
    /// <summary>A request arrived; called once for each, before anything is decided.</summary>
    void Arrived(CacheRequest request, IReadOnlyCollection<CachedModel> resident)
    {
    }

    /// <summary>What a resident model is worth at the time of a request; the lowest goes first, of equals the one that was not used for longer.</summary>
    double Worth(CachedModel model, CacheRequest request);

    /// <summary>Whether to load, given what would have to go.</summary>
    bool Admits(CacheRequest request, IReadOnlyList<CachedModel> victims) => true;

    /// <summary>A model was asked for and is resident (now). Its frequency and last turn are up to date.</summary>
    void Used(CachedModel model, CacheRequest request)
    {
    }

    /// <summary>A model left to make room.</summary>
    void Evicted(CachedModel model)
    {
    }

    /// <summary>A model left, for whatever reason.</summary>
    void Left(CachedModel model)
    {
    }

    /// <summary>Whether the rate of a resident model justifies one more copy.</summary>
    bool WantsCopy(CacheRequest request) => false;
}
