namespace EdgeAigc.Cluster.Tests.Negotiation;

/// <summary>The system's clock, moved ahead by the test; timers run as ever.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _shift;

    public override long GetTimestamp() => System.GetTimestamp() + Interlocked.Read(ref _shift);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _shift, (long)(by.TotalSeconds * TimestampFrequency));
}
