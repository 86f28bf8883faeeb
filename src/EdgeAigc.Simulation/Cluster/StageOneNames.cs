namespace EdgeAigc.Simulation.Cluster;

/// <summary>Names of the policies that decide what is in memory where.</summary>
public static class StageOneNames
{
    /// <summary>A plan for each frame from the forecast; between plans <see cref="ClusterScenario.BetweenPlans"/> makes room for misses.</summary>
    public const string Market = "market";

    /// <summary>The same plans without loads between them.</summary>
    public const string PlanOnly = "plan-only";

    /// <summary>As <see cref="Market"/>, but each plan is told the true counts of its frame.</summary>
    public const string OracleDemand = "oracle-demand";

    /// <summary>No plans; the model with the least learned chance of reuse goes first.</summary>
    public const string Reuse = "reuse";

    /// <summary>No plans; least recently used goes first.</summary>
    public const string Lru = "lru";

    /// <summary>No plans; least frequently used goes first.</summary>
    public const string Lfu = "lfu";

    /// <summary>No plans; GreedyDual-Size-Frequency.</summary>
    public const string Gdsf = "gdsf";

    /// <summary>No plans; global LRU with copies by rate.</summary>
    public const string ModelMesh = "modelmesh";

    /// <summary>The most popular models on each node, chosen during the warm-up and kept.</summary>
    public const string Static = "static";

    /// <summary>Models by lot, drawn once.</summary>
    public const string Random = "random";

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> All { get; } = [Market, PlanOnly, OracleDemand, Reuse, Lru, Lfu, Gdsf, ModelMesh, Static, Random];
}
