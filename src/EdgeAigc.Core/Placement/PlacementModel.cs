namespace EdgeAigc.Core.Placement;

/// <summary>One model as stage one sees it.</summary>
/// <param name="Name">Unique name.</param>
/// <param name="MemoryBytes">Device memory when resident, weights and workspace, in bytes.</param>
/// <param name="DiskBytes">Size on disk in bytes.</param>
/// <param name="SecondsPerRequest">Device time of one request at speed 1, in seconds; above 0.</param>
/// <param name="Quality">Quality of what it makes at its typical steps, in [0, 1].</param>
/// <param name="LoadSeconds">Time to become resident, by source.</param>
/// <param name="CloudUtility">What a request is worth that no node serves.</param>
public sealed record PlacementModel(
    string Name, double MemoryBytes, double DiskBytes, double SecondsPerRequest, double Quality, LoadSeconds LoadSeconds, double CloudUtility = 0);
