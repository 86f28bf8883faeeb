namespace EdgeAigc.Core.Placement;

/// <summary>One edge node as stage one sees it.</summary>
/// <param name="Name">Unique name.</param>
/// <param name="MemoryBytes">Device memory for resident models, in bytes.</param>
/// <param name="DiskBytes">Disk for model files, in bytes. A resident model keeps its files; the files of others may be dropped.</param>
/// <param name="Speed">Seconds of work that the node does in a second, relative to the node on which models were measured; above 0.</param>
/// <param name="MaxUtilization">Share of its time that may be planned, in [0, 1].</param>
public sealed record PlacementNode(string Name, double MemoryBytes, double DiskBytes, double Speed, double MaxUtilization)
{
    /// <summary>Failure domain; copies of a model rather stand in different ones. Null when the node has none.</summary>
    public string? Zone { get; init; }

    /// <summary>Models in device memory now.</summary>
    public IReadOnlyList<string> Resident { get; init; } = [];

    /// <summary>Models on the node's disk now.</summary>
    public IReadOnlyList<string> OnDisk { get; init; } = [];
}
