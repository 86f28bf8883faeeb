namespace EdgeAigc.Core.Quotas;

/// <summary>
/// An allowance of work that refills evenly and holds one window's worth (token bucket in continuous time): over any time t at most
/// <paramref name="Capacity"/> · (1 + t / <paramref name="Window"/>) of work passes. What was reserved too little is a debt, which the
/// refill pays first.
/// </summary>
/// <param name="Capacity">Work of one window, in megapixel-steps; above 0.</param>
/// <param name="Window">Time in which an empty bucket fills; above 0.</param>
/// <param name="Level">Work that was left at <paramref name="At"/>; at most the capacity, below 0 in debt.</param>
/// <param name="At">When the level was right.</param>
public sealed record WorkBucket(double Capacity, TimeSpan Window, double Level, DateTimeOffset At)
{
    /// <summary>A full bucket.</summary>
    public static WorkBucket Full(double capacity, TimeSpan window, DateTimeOffset now) => new(capacity, window, capacity, now);

    /// <summary>The bucket at a later time. A clock that was set back refills nothing.</summary>
    public WorkBucket Advance(DateTimeOffset now) => now <= At
        ? this
        : this with { Level = Math.Min(Capacity, Level + ((now - At) / Window * Capacity)), At = now };

    /// <summary>The bucket after work was taken out of it, or, below 0, was given back.</summary>
    public WorkBucket Take(double work) => this with { Level = Math.Min(Capacity, Level - work) };

    /// <summary>The same level in a bucket of another size; what is gone stays gone.</summary>
    public WorkBucket Resize(double capacity) => this with { Capacity = capacity, Level = Math.Min(capacity, Level + capacity - Capacity) };

    /// <summary>Time from <see cref="At"/> until the bucket holds so much.</summary>
    /// <param name="work">Work, at most the capacity.</param>
    public TimeSpan Until(double work) => Level >= work ? TimeSpan.Zero : Window * ((work - Level) / Capacity);
}
