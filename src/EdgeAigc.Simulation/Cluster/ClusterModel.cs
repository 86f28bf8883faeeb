using EdgeAigc.Core.Negotiation;
using EdgeAigc.Core.Placement;

namespace EdgeAigc.Simulation.Cluster;

/// <summary>A model that a simulated cluster serves.</summary>
public sealed record ClusterModel
{
    /// <summary>Its curves on a node of speed 1, measured latency included.</summary>
    public required ModelProfile Profile { get; init; }

    /// <summary>Device memory when it is resident, in bytes, above 0.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Size of its files in bytes.</summary>
    public long DiskBytes { get; init; }

    /// <summary>Time to make it resident, by source, in seconds.</summary>
    public required LoadSeconds LoadSeconds { get; init; }

    /// <summary>Name of the model.</summary>
    public string Name => Profile.Name;
}
