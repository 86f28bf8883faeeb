namespace EdgeAigc.Contracts.Coordination;

/// <summary>A model as placement sees it, on one node.</summary>
/// <param name="Name">Name of the model.</param>
/// <param name="MemoryBytes">Memory when resident, in bytes; measured, or else the size of its weights.</param>
/// <param name="DiskBytes">Size on disk, in bytes.</param>
/// <param name="SecondsPerRequest">Device time of a request with the model's default steps, in seconds.</param>
/// <param name="Quality">Quality at these steps, in [0, 1].</param>
/// <param name="LoadSeconds">Time to become resident from the node's disk, in seconds; measured, or else by its size.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.ModelFigures")]
public sealed record ModelFigures(
    [property: Id(0)] string Name,
    [property: Id(1)] long MemoryBytes,
    [property: Id(2)] long DiskBytes,
    [property: Id(3)] double SecondsPerRequest,
    [property: Id(4)] double Quality,
    [property: Id(5)] double LoadSeconds)
{
    /// <summary>Time to fetch its files from another node, in seconds.</summary>
    [Id(6)] public double PeerFetchSeconds { get; init; }

    /// <summary>Time to fetch its files from the origin, in seconds.</summary>
    [Id(7)] public double OriginFetchSeconds { get; init; }
}
