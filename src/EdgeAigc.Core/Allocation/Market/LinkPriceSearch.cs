namespace EdgeAigc.Core.Allocation.Market;

/// <summary>
/// Finds the price μ of the link for a given λ. While nobody changes level or meets a limit, the shares are A / √μ + B, so that
/// Newton's step in 1 / √μ ends at the root; where the shares jump over 1, the tangents from both sides close in on the kink.
/// </summary>
internal sealed class LinkPriceSearch(DualFunction dual, CandidateStore candidates)
{
    private const int MaxEvaluations = 24;

    /// <summary>Rounds of plain Newton steps before kinks are expected.</summary>
    private const int NewtonRounds = 4;

    /// <summary>Minimises along μ.</summary>
    /// <param name="lambda">λ.</param>
    /// <param name="start">Where to start; the minimum of a neighbouring λ is best.</param>
    /// <param name="stride">1, or k to estimate from each k-th request.</param>
    /// <param name="compute">F, compute seconds.</param>
    /// <param name="tolerance">Distance to the minimum in utility that is good enough.</param>
    /// <param name="limit">Time.</param>
    public PriceLine Minimise(double lambda, double start, int stride, double compute, double tolerance, in TimeLimit limit)
    {
        PricePoint? low = null, high = null;
        var mu = start;
        for (var round = 1; ; round++)
        {
            var point = dual.Evaluate(lambda, mu, stride);
            if (stride == 1)
                candidates.Offer(point, dual.Choices);
            if (point.Share > 1)
                low = point;
            else
                high = point;

            var next = Next(point, low, high, round);
            if (IsSettled(point, low, high, next, tolerance) || round >= MaxEvaluations || limit.Expired)
                return Line(low, high, compute);
            mu = next;
        }
    }

    private static double Next(in PricePoint point, in PricePoint? low, in PricePoint? high, int round)
    {
        var (from, to) = (low?.Mu ?? 0, high?.Mu ?? double.PositiveInfinity);
        var next = low is { } left && high is { } right && round > NewtonRounds && round % 2 == 1 ? Meeting(left, right).At : Newton(point);
        if ((next > from && next < to) || (next == 0 && low is null))
            return next;
        if (double.IsInfinity(to))
            return Math.Max(4 * from, double.Epsilon);
        return from > 0 ? Math.Sqrt(from * to) : to / 16;
    }

    private static double Newton(in PricePoint point)
    {
        if (point.Clamped >= 1)
            return double.PositiveInfinity;
        var root = point.Interior / (1 - point.Clamped);
        return root * root;
    }

    // What can still be won is at most slope times distance on one side, and the meeting of the tangents with two.
    private static bool IsSettled(in PricePoint point, in PricePoint? low, in PricePoint? high, double next, double tolerance)
    {
        if (point.Share <= 1 && point.Mu == 0)
            return true;
        if (low is { } left && high is { } right)
            return Math.Min(left.Bound, right.Bound) - Meeting(left, right).Value <= tolerance;
        return Math.Abs(1 - point.Share) * Math.Abs(next - point.Mu) <= 0.1 * tolerance;
    }

    private static Tangents Meeting(in PricePoint left, in PricePoint right) =>
        Tangents.Meet((left.Mu, left.Bound, 1 - left.Share), (right.Mu, right.Bound, 1 - right.Share));

    private static PriceLine Line(in PricePoint? low, in PricePoint? high, double compute)
    {
        if (low is not { } left)
            return new(high!.Value, compute - high.Value.Seconds);
        if (high is not { } right)
            return new(left, compute - left.Seconds);
        var weight = (1 - right.Share) / (left.Share - right.Share);
        return new(left.Bound < right.Bound ? left : right, compute - ((weight * left.Seconds) + ((1 - weight) * right.Seconds)));
    }
}
