namespace EdgeAigc.Core.Allocation.Market;

/// <summary>
/// Searches the allocations that the dual does not rule out. At the optimal prices each option of a request has a loss against its
/// best one, and an allocation is worth at most the bound less the losses of its options, less λ for each compute second that stays
/// idle. So only options with a loss below the gap remain (reduced-cost fixing, as in knapsack cores), for most requests one; the
/// others are searched depth first, fewest options first, least loss first. A search that ends proves the optimum.
/// </summary>
internal sealed class BranchAndBound(SlotModel model, ShareSolver shares)
{
    private const int NodesBetweenLooks = 256;

    private readonly List<BranchOption> _options = [];
    private readonly List<Branch> _branches = [];
    private int[] _choices = [];
    private PricePoint _prices;
    private TimeLimit _limit;
    private double _root;
    private double _best;
    private long _nodesLeft;

    /// <summary>The best allocation found so far.</summary>
    public int[] Best { get; private set; } = [];

    /// <summary>Improves an allocation.</summary>
    /// <param name="prices">Minimum of the dual.</param>
    /// <param name="start">Allocation to improve; <see cref="Best"/> holds the result.</param>
    /// <param name="value">Its value; on return that of the result.</param>
    /// <param name="nodes">Nodes that may be visited.</param>
    /// <param name="limit">Time.</param>
    /// <returns>Whether the result is proven to be the best there is.</returns>
    public bool Improve(in PricePoint prices, ReadOnlySpan<int> start, ref double value, long nodes, in TimeLimit limit)
    {
        Reserve(start);
        (_prices, _limit, _best, _nodesLeft) = (prices, limit, value, nodes);
        var (seconds, share) = Prepare();
        var isComplete = Visit(0, 0, seconds, share);
        value = _best;
        return isComplete;
    }

    private void Reserve(ReadOnlySpan<int> start)
    {
        if (_choices.Length < model.Count)
            (_choices, Best) = (new int[model.Requests.Length], new int[model.Requests.Length]);
        start.CopyTo(Best);
        _options.Clear();
        _branches.Clear();
    }

    /// <summary>Finds the options that remain, and returns what requests without a choice take.</summary>
    private (double Seconds, double Share) Prepare()
    {
        double seconds = 0, share = 0;
        _root = (_prices.Lambda * model.Compute) + _prices.Mu + model.Unservable;
        for (var i = 0; i < model.Count; i++)
            _root += BestNet(model.Requests[i]);
        for (var i = 0; i < model.Count; i++)
        {
            var first = _options.Count;
            AddOptions(model.Requests[i], _root - _best);
            if (_options.Count - first != 1)
            {
                _branches.Add(new() { Request = i, FirstOption = first, EndOption = _options.Count });
                continue;
            }

            _choices[i] = _options[first].Level;
            seconds += _options[first].Seconds;
            share += _options[first].LowerShare;
        }

        _branches.Sort(static (a, b) => (a.EndOption - a.FirstOption, a.Request).CompareTo((b.EndOption - b.FirstOption, b.Request)));
        SumFromTheEnd();
        return (seconds, share);
    }

    private double BestNet(in PricedRequest request)
    {
        var (best, rootMu) = (request.Reject, Math.Sqrt(_prices.Mu));
        for (var index = request.FirstLevel; index < request.EndLevel; index++)
            best = Math.Max(best, Net(request, model.Levels[index], rootMu));
        return best;
    }

    private double Net(in PricedRequest request, in StepLevel level, double rootMu) =>
        level.Value - (_prices.Lambda * level.Seconds) - request.DeliveryCost(level, _prices.Mu, rootMu);

    private void AddOptions(in PricedRequest request, double gap)
    {
        var (first, best, rootMu) = (_options.Count, BestNet(request), Math.Sqrt(_prices.Mu));
        if (best - request.Reject is var lossOfRejection && lossOfRejection <= gap)
            _options.Add(new(lossOfRejection, 0, 0, -1));
        for (var index = request.FirstLevel; index < request.EndLevel; index++)
        {
            ref readonly var level = ref model.Levels[index];
            var loss = best - Net(request, level, rootMu);
            if (loss <= gap)
                _options.Add(new(loss, level.Seconds, level.LowerShare, index));
        }

        _options.Sort(first, _options.Count - first, null);
    }

    private void SumFromTheEnd()
    {
        double least = 0, most = 0, share = 0;
        for (var depth = _branches.Count - 1; depth >= 0; depth--)
        {
            var branch = _branches[depth];
            var (fewest, largest, smallest) = (double.PositiveInfinity, 0.0, double.PositiveInfinity);
            for (var index = branch.FirstOption; index < branch.EndOption; index++)
            {
                fewest = Math.Min(fewest, _options[index].Seconds);
                largest = Math.Max(largest, _options[index].Seconds);
                smallest = Math.Min(smallest, _options[index].LowerShare);
            }

            (branch.LeastSeconds, branch.MostSeconds, branch.LeastShare) = (least += fewest, most += largest, share += smallest);
            _branches[depth] = branch;
        }
    }

    /// <summary>Goes through what can follow; false when it had to stop.</summary>
    private bool Visit(int depth, double loss, double seconds, double share)
    {
        if (depth == _branches.Count)
        {
            Evaluate();
            return true;
        }

        var branch = _branches[depth];
        var (leastSeconds, mostSeconds, leastShare) = depth + 1 < _branches.Count
            ? (_branches[depth + 1].LeastSeconds, _branches[depth + 1].MostSeconds, _branches[depth + 1].LeastShare) : default;
        for (var index = branch.FirstOption; index < branch.EndOption; index++)
        {
            var option = _options[index];
            var worth = _root - loss - option.Loss;
            if (worth <= Enough)
                break;
            var taken = seconds + option.Seconds;
            var idle = Math.Max(0, model.Compute - taken - mostSeconds);
            if (worth - (_prices.Lambda * idle) <= Enough || taken + leastSeconds > model.Compute
                || share + option.LowerShare + leastShare > 1 + SlotModel.Rounding)
                continue;
            if (--_nodesLeft < 0 || (_nodesLeft % NodesBetweenLooks == 0 && _limit.Expired))
                return false;
            _choices[branch.Request] = option.Level;
            if (!Visit(depth + 1, loss + option.Loss, taken, share + option.LowerShare))
                return false;
        }

        return true;
    }

    /// <summary>Worth from which on an allocation would be better than the best one.</summary>
    private double Enough => _best + (SlotModel.Rounding * Math.Max(1, Math.Abs(_best)));

    private void Evaluate()
    {
        var choices = _choices.AsSpan(0, model.Count);
        var value = shares.Value(choices, _prices.Mu);
        if (value <= _best)
            return;
        _best = value;
        choices.CopyTo(Best);
    }
}
