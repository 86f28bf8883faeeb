namespace EdgeAigc.Core.Allocation.Market;

/// <summary>
/// Searches the core of a slot depth first, least loss first. What can still follow is bounded by the dual of the remaining
/// branches at several prices of compute, the smallest of which is close to their linear relaxation. A search that ends proves
/// the optimum.
/// </summary>
internal sealed class BranchAndBound(SlotModel model, ShareSolver shares)
{
    private const int NodesBetweenLooks = 256;

    /// <summary>Solving for the shares of that many requests takes as long as a node.</summary>
    private const int RequestsPerNode = 4;

    private readonly SearchCore _core = new(model);
    private readonly double[] _lambdas = new double[SearchCore.PriceFactors.Length];
    private double _mu;
    private TimeLimit _limit;
    private double _best;
    private double _enough;
    private long _nodesLeft;
    private long _visited;

    /// <summary>The best allocation found so far.</summary>
    public int[] Best { get; private set; } = [];

    /// <summary>Improves an allocation.</summary>
    /// <param name="prices">Minimum of the dual.</param>
    /// <param name="start">Allocation to improve; <see cref="Best"/> holds the result.</param>
    /// <param name="value">Its value; on return that of the result.</param>
    /// <param name="nodes">Nodes that may be visited.</param>
    /// <param name="limit">Time.</param>
    /// <returns>A bound; <paramref name="value"/> itself when the result is proven to be the best there is.</returns>
    public double Improve(in PricePoint prices, ReadOnlySpan<int> start, ref double value, long nodes, in TimeLimit limit)
    {
        if (Best.Length < model.Count)
            Best = new int[model.Requests.Length];
        start.CopyTo(Best);
        (_mu, _limit, _nodesLeft) = (prices.Mu, limit, nodes);
        for (var i = 0; i < _lambdas.Length; i++)
            _lambdas[i] = prices.Lambda * SearchCore.PriceFactors[i];
        SetBest(value);
        _core.Build(prices, value);

        // Nothing outside the core is better than what is known, so what bounds the core bounds everything.
        var bound = Math.Min(prices.Bound, Bound(0, _core.Worth, _core.Seconds, out _));
        var isComplete = Visit(0, _core.Worth, _core.Seconds, _core.LowerShare);
        value = _best;
        return isComplete ? value : Math.Max(value, bound);
    }

    /// <summary>Goes through what can follow; false when it had to stop.</summary>
    private bool Visit(int depth, double worth, double seconds, double share)
    {
        if (depth == _core.Branches.Count)
        {
            Evaluate();
            return true;
        }

        var branch = _core.Branches[depth];
        for (var index = branch.FirstOption; index < branch.EndOption; index++)
        {
            var option = _core.Options[index];
            var (nextWorth, nextSeconds, nextShare) = (worth + option.Worth, seconds + option.Seconds, share + option.LowerShare);
            var bound = Bound(depth + 1, nextWorth, nextSeconds, out var atPrices);
            if (atPrices <= _enough)
                break;
            if (bound <= _enough || nextSeconds + _core.LeastSeconds[depth + 1] > model.Compute
                || nextShare + _core.LeastShare[depth + 1] > 1 + SlotModel.Rounding)
                continue;
            if (--_nodesLeft < 0 || (++_visited % NodesBetweenLooks == 0 && _limit.Expired))
                return false;
            _core.Choices[branch.Request] = option.Level;
            if (!Visit(depth + 1, nextWorth, nextSeconds, nextShare))
                return false;
        }

        return true;
    }

    /// <summary>The most that an allocation can be worth whose first branches are decided.</summary>
    /// <param name="depth">Branches decided.</param>
    /// <param name="worth">Their worth, and that of requests without a choice.</param>
    /// <param name="seconds">Their compute seconds.</param>
    /// <param name="atPrices">The bound at λ itself, which falls from option to option of a branch.</param>
    private double Bound(int depth, double worth, double seconds, out double atPrices)
    {
        var left = model.Compute - seconds;
        var least = atPrices = (_lambdas[0] * left) + _core.Gain(depth, 0);
        for (var price = 1; price < _lambdas.Length; price++)
            least = Math.Min(least, (_lambdas[price] * left) + _core.Gain(depth, price));
        atPrices += worth;
        return least + worth;
    }

    private void Evaluate()
    {
        var choices = _core.Choices.AsSpan(0, model.Count);
        var mu = _mu;
        var value = shares.Value(choices, ref mu);
        _nodesLeft -= model.Count / RequestsPerNode;
        if (value <= _best)
            return;
        SetBest(value);
        choices.CopyTo(Best);
    }

    // An allocation that is better by less than rounding is not better.
    private void SetBest(double value) => (_best, _enough) = (value, value + (SlotModel.Rounding * Math.Max(1, Math.Abs(value))));
}
