namespace EdgeAigc.Simulation.Cluster;

/// <summary>A clock that stands still: what is limited by it goes on until its work is done, whatever the machine.</summary>
internal sealed class FrozenTime : TimeProvider
{
    public static FrozenTime Instance { get; } = new();

    public override long GetTimestamp() => 0;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;
}
