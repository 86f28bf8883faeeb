namespace EdgeAigc.Diffusion.Tests.Engine;

/// <summary>A clock that stands still until the test moves it: no step takes any time, so batches always pay.</summary>
internal sealed class StoppedClock : TimeProvider
{
    private long _seconds;

    public override long TimestampFrequency => 1;

    public override long GetTimestamp() => Interlocked.Read(ref _seconds);

    public void Move(int seconds) => Interlocked.Add(ref _seconds, seconds);
}
