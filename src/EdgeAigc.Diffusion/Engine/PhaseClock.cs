namespace EdgeAigc.Diffusion.Engine;

/// <summary>Splits the time of a job into phases that follow each other without gaps.</summary>
/// <param name="time">Clock.</param>
/// <param name="start">Timestamp at which the first phase began.</param>
internal sealed class PhaseClock(TimeProvider time, long start)
{
    private long _start = start;

    /// <summary>Ends a phase and begins the next; returns how long it took.</summary>
    public TimeSpan Next()
    {
        var now = time.GetTimestamp();
        var elapsed = time.GetElapsedTime(_start, now);
        _start = now;
        return elapsed;
    }
}
