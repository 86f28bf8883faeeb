namespace EdgeAigc.Core.Caching;

/// <summary>Names of the reactive caching policies.</summary>
public static class ModelCacheNames
{
    /// <summary>Learned reuse probabilities, with admission: a load must gain more than it displaces and costs.</summary>
    public const string Market = "market";

    /// <summary>Least recently used goes first; every miss is loaded.</summary>
    public const string Lru = "lru";

    /// <summary>Least frequently used since it was loaded goes first; every miss is loaded.</summary>
    public const string Lfu = "lfu";

    /// <summary>GreedyDual-Size-Frequency: frequency times load time per byte, aged.</summary>
    public const string Gdsf = "gdsf";

    /// <summary>Least recently used anywhere in the cluster goes first, copies beyond what the rate justifies before that.</summary>
    public const string ModelMesh = "modelmesh";

    /// <summary>Loads what it was told to, or what comes first, and never evicts.</summary>
    public const string Static = "static";

    /// <summary>Evicts at random; every miss is loaded.</summary>
    public const string Random = "random";

    /// <summary>Belady's rule, offline: the model whose next request is farthest away goes first; every miss is loaded.</summary>
    public const string Opt = "opt";

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> All { get; } = [Market, Lru, Lfu, Gdsf, ModelMesh, Static, Random, Opt];
}
