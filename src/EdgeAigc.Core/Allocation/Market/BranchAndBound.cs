using System.Numerics;

namespace EdgeAigc.Core.Allocation.Market;

/// <summary>
/// Searches the core of a slot depth first, least loss first. What can still follow is bounded by the dual of the remaining
/// branches at a grid of prices, the smallest of which is close to their convex relaxation. A search that ends proves the
/// optimum.
/// </summary>
internal sealed class BranchAndBound(SlotModel model, ShareSolver shares)
{
    private const int NodesBetweenLooks = 256;

    /// <summary>Solving for the shares of that many requests takes as long as a node.</summary>
    private const int RequestsPerNode = 8;

    /// <summary>Parts of the nodes, each with an order of the branches. Between two of them the core is built again: a better allocation
    /// makes it smaller. Neither order is the better one for all slots.</summary>
    private static readonly (int Divisor, Comparison<Branch> Order)[] Parts =
        [(2, Branch.ByOptions), (2, Branch.BySpan)];

    private readonly SearchCore _core = new(model);
    private double[] _worths = [];
    private double _mu;
    private int _likely;
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
        (_mu, _limit) = (prices.Mu, limit);
        SetBest(value);
        var bound = prices.Bound;
        for (var part = 0; part < Parts.Length && bound > _best && !limit.Expired; part++)
            bound = Math.Min(bound, Run(prices, nodes / Parts[part].Divisor, Parts[part].Order));
        value = _best;
        return Math.Max(value, bound);
    }

    private double Run(in PricePoint prices, long nodes, Comparison<Branch> order)
    {
        _core.Build(prices, _best, order);
        (_nodesLeft, _likely) = (nodes, 0);
        var links = _core.Grid.Mus.Length;
        if (_worths.Length < (_core.Branches.Count + 1) * links)
            _worths = new double[(model.Count + 1) * links];
        _core.FixedWorths.CopyTo(_worths);

        // Nothing outside the core is better than what is known, so what bounds the core bounds everything.
        var bound = Math.Min(prices.Bound, Bound());
        return Visit(0, _core.Seconds, _core.LowerShare) ? _best : bound;
    }

    /// <summary>Goes through what can follow; false when it had to stop.</summary>
    private bool Visit(int depth, double seconds, double share)
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
            var (nextSeconds, nextShare) = (seconds + option.Seconds, share + option.LowerShare);
            if (nextSeconds + _core.LeastSeconds(depth + 1) > model.Compute || nextShare + _core.LeastShare(depth + 1) > SlotModel.Link)
                continue;
            if (--_nodesLeft < 0 || (++_visited % NodesBetweenLooks == 0 && _limit.Expired))
                return false;
            Add(depth, index);
            if (!CanBeBetter(depth + 1, nextSeconds))
                continue;
            _core.Choices[branch.Request] = option.Level;
            if (!Visit(depth + 1, nextSeconds, nextShare))
                return false;
        }

        return true;
    }

    /// <summary>Adds an option's worths to those of what was decided before it.</summary>
    private void Add(int depth, int option)
    {
        var worths = _core.Worths(option);
        var before = _worths.AsSpan(depth * worths.Length, worths.Length);
        var after = _worths.AsSpan((depth + 1) * worths.Length, worths.Length);
        for (var link = 0; link < worths.Length; link++)
            after[link] = before[link] + worths[link];
    }

    /// <summary>Whether no price rules out that something better follows.</summary>
    /// <param name="depth">Branches decided.</param>
    /// <param name="seconds">Compute seconds taken.</param>
    private bool CanBeBetter(int depth, double seconds)
    {
        var lambdas = _core.Grid.Lambdas;
        var left = model.Compute - seconds;
        var links = _core.Grid.Mus.Length;
        // The price of the link that ruled out the last part probably rules out this one.
        for (var turn = 0; turn < links; turn++)
        {
            var link = turn == 0 ? _likely : turn == _likely ? 0 : turn;
            var gains = _core.Gains(depth, link);
            var enough = new Vector<double>(_enough - _worths[(depth * links) + link]);
            for (var price = 0; price < lambdas.Length; price += Vector<double>.Count)
            {
                if (!Vector.LessThanOrEqualAny((new Vector<double>(lambdas, price) * left) + new Vector<double>(gains[price..]), enough))
                    continue;
                _likely = link;
                return false;
            }
        }

        return true;
    }

    /// <summary>The least bound on all that the core holds.</summary>
    private double Bound()
    {
        var least = double.PositiveInfinity;
        for (var link = 0; link < _core.Grid.Mus.Length; link++)
        {
            var gains = _core.Gains(0, link);
            for (var price = 0; price < gains.Length; price++)
                least = Math.Min(least, _worths[link] + (_core.Grid.Lambdas[price] * (model.Compute - _core.Seconds)) + gains[price]);
        }

        return least;
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
