using EdgeAigc.Core.Placement;

namespace EdgeAigc.Simulation.Cluster.Memory;

/// <summary>Loads by source, and the bytes that came over a network for them.</summary>
internal sealed class LoadCounts
{
    private long[] _loads = new long[Enum.GetValues<LoadSource>().Length];

    public long MovedBytes { get; private set; }

    public long Total => _loads.Sum();

    public long From(LoadSource source) => _loads[(int)source];

    /// <summary>The counts as they are now.</summary>
    public LoadCounts Copy() => new() { _loads = [.. _loads], MovedBytes = MovedBytes };

    public void Add(LoadSource source, long diskBytes)
    {
        _loads[(int)source]++;
        MovedBytes += source == LoadSource.Disk ? 0 : diskBytes;
    }
}
