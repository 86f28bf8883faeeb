using EdgeAigc.Core.Caching;

namespace EdgeAigc.UnitTests.Caching;

/// <summary>Short ways to make one cache and to run requests through it.</summary>
internal static class Caches
{
    public static IModelCache Create(string policy, long capacity, ModelCacheOptions? options = null) =>
        ModelCaches.Create(policy, options ?? new(), [capacity])[0];

    public static List<CacheDecision> Run(this IModelCache cache, IEnumerable<CacheRequest> requests) => [.. requests.Select(cache.Request)];

    public static int Hits(this IEnumerable<CacheDecision> decisions) => decisions.Count(decision => decision.Action == CacheAction.Hit);
}
