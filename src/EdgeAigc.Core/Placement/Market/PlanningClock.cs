namespace EdgeAigc.Core.Placement.Market;

/// <summary>The time budget of one plan.</summary>
internal sealed class PlanningClock(TimeProvider clock, double budgetSeconds)
{
    private readonly long _start = clock.GetTimestamp();

    /// <summary>Time since planning began.</summary>
    public TimeSpan Elapsed => clock.GetElapsedTime(_start);

    /// <summary>Whether that share of the budget is spent.</summary>
    /// <param name="share">In [0, 1].</param>
    public bool IsPast(double share) => IsPast(share, TimeSpan.Zero);

    /// <summary>Whether that share of the budget would be spent a while from now.</summary>
    /// <param name="share">In [0, 1].</param>
    /// <param name="ahead">The while.</param>
    public bool IsPast(double share, TimeSpan ahead) => (Elapsed + ahead).TotalSeconds >= share * budgetSeconds;
}
