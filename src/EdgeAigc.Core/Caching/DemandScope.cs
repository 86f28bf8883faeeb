namespace EdgeAigc.Core.Caching;

/// <summary>Which requests a cached model can serve.</summary>
public enum DemandScope
{
    /// <summary>Those that arrive at its node.</summary>
    Node,

    /// <summary>Those that arrive anywhere.</summary>
    Cluster,
}
