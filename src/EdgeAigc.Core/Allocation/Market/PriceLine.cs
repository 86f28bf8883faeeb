namespace EdgeAigc.Core.Allocation.Market;

/// <summary>The dual function along μ at one λ: its minimum, and its slope in λ there.</summary>
/// <param name="Best">The lowest point that was evaluated.</param>
/// <param name="Slack">Compute seconds left over; below 0 when λ is too low. Between two points where the link's share jumps over 1 it
/// is interpolated, so it says where to search and not what is feasible.</param>
internal readonly record struct PriceLine(PricePoint Best, double Slack)
{
    public double Lambda => Best.Lambda;

    public double Bound => Best.Bound;
}
