namespace EdgeAigc.Diffusion.Tests.Engine;

/// <summary>A clock that is one second on each time it is read.</summary>
internal sealed class TickingClock : TimeProvider
{
    private long _seconds;

    public override long TimestampFrequency => 1;

    public override long GetTimestamp() => Interlocked.Increment(ref _seconds);
}
