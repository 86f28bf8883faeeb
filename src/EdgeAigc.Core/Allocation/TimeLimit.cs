namespace EdgeAigc.Core.Allocation;

/// <summary>A span of time from now on.</summary>
internal readonly struct TimeLimit(TimeProvider time, TimeSpan? budget)
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>Time since the start.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_start);

    /// <summary>Whether the budget is used up. Does not look at the clock without one.</summary>
    public bool Expired => budget is { } limit && Elapsed >= limit;
}
