namespace EdgeAigc.Core.Allocation.Market;

/// <summary>
/// Finds an allocation near the prices. The best evaluation of the dual that fits is filled up; while that leaves a gap, so
/// are the choices at somewhat higher prices, where fewer requests get something and more is left to give away.
/// </summary>
internal sealed class PrimalSearch(SlotModel model, DualFunction dual, CandidateStore candidates, SlackFill fill)
{
    /// <summary>Relative gap that is small enough.</summary>
    private const double SmallGap = 1e-4;

    /// <summary>Up to so many requests the search that follows finds the rest by itself.</summary>
    private const int FewRequests = 20;

    /// <summary>From so many requests on the gap is small enough.</summary>
    private const int ManyRequests = 500;

    private static readonly (double Compute, double Link)[] Factors =
        [(1.05, 1), (1, 1.05), (1.05, 1.05), (1.2, 1), (1, 1.2), (1.2, 1.2), (1, 1.6), (1.6, 1), (1.6, 1.6), (1, 2.5), (2.5, 1)];

    private int[] _choices = [];

    /// <summary>Price of the link at which the result just uses it up.</summary>
    public double Mu { get; private set; }

    /// <summary>Value of the result.</summary>
    public double Value { get; private set; }

    /// <summary>Searches.</summary>
    /// <param name="prices">Minimum of the dual.</param>
    /// <param name="limit">Time.</param>
    /// <returns>The levels; overwritten by the next call.</returns>
    public Span<int> Run(in PricePoint prices, in TimeLimit limit)
    {
        if (_choices.Length < model.Count)
            _choices = new int[model.Requests.Length];
        var best = _choices.AsSpan(0, model.Count);
        candidates.Choices.AsSpan(0, model.Count).CopyTo(best);
        var mu = candidates.Mu;
        (Value, Mu) = (fill.Improve(best, ref mu, limit), mu);
        if (model.Count is <= FewRequests or >= ManyRequests)
            return best;
        foreach (var (compute, link) in Factors)
        {
            if (prices.Bound - Value <= SmallGap * Math.Abs(prices.Bound) || limit.Expired)
                break;
            var point = dual.Evaluate(prices.Lambda * compute, prices.Mu * link, 1);
            if (point.Seconds > model.Compute || point.LowerShare > SlotModel.Link)
                continue;
            mu = point.Mu;
            var trial = dual.Choices.AsSpan(0, model.Count);
            var value = fill.Improve(trial, ref mu, limit);
            if (value <= Value)
                continue;
            (Value, Mu) = (value, mu);
            trial.CopyTo(best);
        }

        return best;
    }
}
