namespace EdgeAigc.Simulation.Cluster;

/// <summary>A node of a simulated cluster.</summary>
/// <param name="Name">Unique name.</param>
/// <param name="MemoryBytes">Device memory for models, in bytes.</param>
/// <param name="DiskBytes">Disk for model files, in bytes.</param>
/// <param name="Speed">Seconds of work that it does in a second, relative to the node on which the models were measured; above 0.</param>
/// <param name="EgressBitsPerSecond">Capacity of its link, in bits per second.</param>
public sealed record ClusterNode(string Name, long MemoryBytes, long DiskBytes, double Speed, double EgressBitsPerSecond);
