namespace EdgeAigc.Core.Allocation.Market;

/// <summary>
/// Finds the prices at which the slot is just used up, the minimum of the convex dual function: λ outside, μ inside. The bracket
/// of λ shrinks by turns to where the tangents meet (exact at kinks), to the secant of the slack over log λ (fast where many requests
/// give way one by one), and to the geometric mean (sure).
/// </summary>
internal sealed class PriceSearch(SlotModel model, DualFunction dual, CandidateStore candidates)
{
    private const int MaxLines = 40;

    /// <summary>From how many requests on prices are first sought on a sample, and how large that is.</summary>
    private const int SampleFrom = 1500;
    private const int Sample = 400;

    /// <summary>Requests up to which the search is finer: with many, a coarse price costs the bound less than their number does.</summary>
    private const int Many = 1000;

    private readonly LinkPriceSearch _link = new(dual, candidates);

    /// <summary>Searches.</summary>
    /// <returns>The point with the lowest bound.</returns>
    public PricePoint Run(in TimeLimit limit)
    {
        if (model.Count < SampleFrom)
            return Run(1, null, limit);
        var sampled = Run(model.Count / Sample, null, limit);
        return Run(1, sampled, limit);
    }

    private PricePoint Run(int stride, PricePoint? start, in TimeLimit limit)
    {
        var free = Line(0, start?.Mu ?? FirstMu(), stride, 0, limit);
        if (free.Slack >= 0 || limit.Expired)
            return free.Best;

        // λ·F + Σ gains at the optimum is at most the bound without a price on compute, and no gain is below that of rejection.
        var gain = Math.Max(0, free.Bound - model.Unservable - model.RejectAll);
        var tolerance = (model.Count < Many ? 1e-6 : 1e-5) * Math.Max(Math.Abs(free.Bound), 1e-3 * gain);
        var ceiling = gain / model.Compute;
        PriceLine low = free, best = free;
        PriceLine? high = null;
        var lambda = start is { Lambda: > 0 } known ? known.Lambda : ceiling / 4;
        for (var round = 0; round < MaxLines; round++)
        {
            var line = Line(lambda, best.Best.Mu, stride, tolerance, limit);
            best = line.Bound < best.Bound ? line : best;
            if (line.Slack < 0)
                low = line;
            else
                high = line;

            if (limit.Expired || line.Slack == 0 || (high is { } right && best.Bound - Meeting(low, right).Value <= tolerance))
                break;
            lambda = high is { } above ? Next(low, above, round) : Beyond(low, start, ceiling);
        }

        return best.Best;
    }

    private PriceLine Line(double lambda, double mu, int stride, double tolerance, in TimeLimit limit) =>
        _link.Minimise(lambda, mu, stride, model.Compute, 0.1 * tolerance, limit);

    // From a price found on a sample the right one is near.
    private static double Beyond(in PriceLine low, in PricePoint? start, double ceiling) =>
        start is null ? Math.Max(2 * low.Lambda, ceiling / 4) : 1.02 * low.Lambda;

    private static double Next(in PriceLine low, in PriceLine high, int round)
    {
        var next = (round % 3) switch
        {
            0 => Meeting(low, high).At,
            1 => Secant(low, high),
            _ => low.Lambda > 0 ? Math.Sqrt(low.Lambda * high.Lambda) : high.Lambda / 8,
        };
        return next > low.Lambda && next < high.Lambda ? next : (low.Lambda + high.Lambda) / 2;
    }

    private static double Secant(in PriceLine low, in PriceLine high) =>
        low.Lambda > 0 ? low.Lambda * Math.Pow(high.Lambda / low.Lambda, low.Slack / (low.Slack - high.Slack)) : high.Lambda / 4;

    private static Tangents Meeting(in PriceLine low, in PriceLine high) =>
        Tangents.Meet((low.Lambda, low.Bound, low.Slack), (high.Lambda, high.Bound, high.Slack));

    // The price if everybody were served between the limits; none where the caps leave some of the link over anyhow.
    private double FirstMu()
    {
        double roots = 0, caps = 0;
        for (var i = 0; i < model.Count; i++)
        {
            roots += model.Requests[i].RootDelay;
            caps += model.Requests[i].Cap;
        }

        return caps <= 1 ? 0 : roots * roots;
    }
}
