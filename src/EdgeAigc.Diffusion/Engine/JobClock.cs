namespace EdgeAigc.Diffusion.Engine;

/// <summary>Splits the time of one job into phases without gaps. A step counts whole for every job of its batch, because each waits
/// for all of it.</summary>
/// <param name="time">Clock.</param>
internal sealed class JobClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private readonly TimeSpan[] _phases = new TimeSpan[Enum.GetValues<JobPhase>().Length];
    private TimeSpan _last;

    /// <summary>Time since the job was accepted.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_start);

    /// <summary>The time until now, from where the last phase ended, was spent on a phase.</summary>
    public void Spent(JobPhase phase)
    {
        var now = Elapsed;
        _phases[(int)phase] += now - _last;
        _last = now;
    }

    /// <summary>The times so far.</summary>
    public JobTimings Timings => new(
        _phases[(int)JobPhase.Queued],
        _phases[(int)JobPhase.Fetching] + _phases[(int)JobPhase.Loading],
        _phases[(int)JobPhase.Encoding],
        _phases[(int)JobPhase.Denoising],
        _phases[(int)JobPhase.Decoding])
    {
        Fetching = _phases[(int)JobPhase.Fetching],
    };
}
