namespace EdgeAigc.Core.Caching;

/// <summary>A resident model and what the simple policies remember of it.</summary>
internal sealed class CachedModel(CacheRequest loadedFor)
{
    public string Model { get; } = loadedFor.Model;

    public long SizeBytes { get; } = loadedFor.SizeBytes;

    public double LoadSeconds { get; } = loadedFor.LoadSeconds;

    /// <summary>Place of its last request among all requests to the cluster.</summary>
    public long LastTurn { get; set; }

    /// <summary>Requests since it was loaded, the one it was loaded for included.</summary>
    public int Frequency { get; set; }

    /// <summary>When it is asked for next; offline only.</summary>
    public double NextUse { get; set; } = double.PositiveInfinity;

    /// <summary>GreedyDual priority.</summary>
    public double Priority { get; set; }
}
