using EdgeAigc.Core.Caching.Market;
using EdgeAigc.Core.Caching.Policies;

namespace EdgeAigc.Core.Caching;

/// <summary>Makes the caches by name.</summary>
public static class ModelCaches
{
    /// <summary>New empty caches, one for each node. They share what their policy shares in a cluster, so they are not for several threads
    /// at once. A node on its own makes one.</summary>
    /// <param name="name">One of <see cref="ModelCacheNames"/>.</param>
    /// <param name="options">Settings.</param>
    /// <param name="capacityBytes">Memory for models of each node, bytes.</param>
    /// <exception cref="ArgumentException">There is no policy of that name.</exception>
    public static IReadOnlyList<IModelCache> Create(string name, ModelCacheOptions options, IReadOnlyList<long> capacityBytes)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(capacityBytes);
        var policies = Policies(name, options);
        var turns = new TurnCounter();
        return [.. capacityBytes.Select((capacity, node) => new ModelCache(name, capacity, policies(node), turns))];
    }

    private static Func<int, ICachePolicy> Policies(string name, ModelCacheOptions options)
    {
        switch (name)
        {
            case ModelCacheNames.Market:
                var knowledge = new ClusterKnowledge(options.Market);
                var common = new DemandMemory(options.Market, knowledge);
                return _ => new MarketPolicy(options.Market, knowledge, options.Scope == DemandScope.Cluster ? common : new DemandMemory(options.Market, knowledge));
            case ModelCacheNames.ModelMesh:
                var mesh = new ModelMeshMemory(options.CopyRequestsPerSecond);
                return _ => new ModelMeshPolicy(mesh);
            case ModelCacheNames.Lru:
                return _ => new LruPolicy();
            case ModelCacheNames.Lfu:
                return _ => new LfuPolicy();
            case ModelCacheNames.Gdsf:
                return _ => new GdsfPolicy();
            case ModelCacheNames.Static:
                return _ => new StaticPolicy(options.StaticModels);
            case ModelCacheNames.Random:
                return node => new RandomPolicy(options.Seed + node);
            case ModelCacheNames.Opt:
                return _ => new OptPolicy();
            default:
                throw new ArgumentException($"There is no policy '{name}'; there are {string.Join(", ", ModelCacheNames.All)}.", nameof(name));
        }
    }
}
