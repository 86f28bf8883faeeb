using System.Numerics;

namespace EdgeAigc.Core.Allocation.Market;

/// <summary>
/// What is left of a slot when everything that the dual rules out is gone. At the optimal prices each option of a request has a loss
/// against its best one, and an allocation that contains it is worth at most the bound less that loss. So an option with a loss
/// above the gap is in no better allocation than the known one (reduced-cost fixing, as in the cores of knapsack problems), and
/// most requests keep one option.
/// </summary>
internal sealed class SearchCore(SlotModel model)
{
    private double[] _worths = [];
    private double[] _fixedWorths = [];
    private double[] _gains = [];
    private double[] _leastSeconds = [];
    private double[] _leastShare = [];

    /// <summary>Prices at which parts of the core are bounded.</summary>
    public PriceGrid Grid { get; } = new();

    /// <summary>Remaining options of all branches.</summary>
    public List<BranchOption> Options { get; } = [];

    /// <summary>Requests with a choice.</summary>
    public List<Branch> Branches { get; } = [];

    /// <summary>Level of each request; of those without a choice it is final.</summary>
    public int[] Choices { get; private set; } = [];

    /// <summary>Compute seconds of all requests without a choice.</summary>
    public double Seconds { get; private set; }

    /// <summary>Smallest shares of all requests without a choice.</summary>
    public double LowerShare { get; private set; }

    /// <summary>Utility of the requests without a choice less what their shares cost, and μ, at each price of the link.</summary>
    public ReadOnlySpan<double> FixedWorths => _fixedWorths.AsSpan(0, Grid.Mus.Length);

    /// <summary>Fewest compute seconds of the branches from a depth on.</summary>
    public double LeastSeconds(int depth) => _leastSeconds[depth];

    /// <summary>Smallest shares of the branches from a depth on.</summary>
    public double LeastShare(int depth) => _leastShare[depth];

    /// <summary>Utility of an option less what its share costs, at each price of the link.</summary>
    public ReadOnlySpan<double> Worths(int option) => _worths.AsSpan(option * Grid.Mus.Length, Grid.Mus.Length);

    /// <summary>What the branches from a depth on gain at most at a price of the link, for each price of compute.</summary>
    public ReadOnlySpan<double> Gains(int depth, int link) =>
        _gains.AsSpan(((depth * Grid.Mus.Length) + link) * Grid.Lambdas.Length, Grid.Lambdas.Length);

    /// <summary>Finds the core.</summary>
    /// <param name="prices">Minimum of the dual.</param>
    /// <param name="value">Value of the best known allocation.</param>
    /// <param name="order">Which branches go first.</param>
    public void Build(in PricePoint prices, double value, Comparison<Branch> order)
    {
        if (Choices.Length < model.Count)
            Choices = new int[model.Requests.Length];
        Grid.Set(prices);
        Options.Clear();
        Branches.Clear();
        if (_fixedWorths.Length < Grid.Mus.Length)
            _fixedWorths = new double[Grid.Mus.Length];
        for (var link = 0; link < Grid.Mus.Length; link++)
            _fixedWorths[link] = Grid.Mus[link] + model.Unservable;
        (Seconds, LowerShare) = (0, 0);
        // Rounding may bring the bound a little below the value of an optimum.
        var gap = Math.Max(0, prices.Bound - value) + (SlotModel.Rounding * Math.Max(1, Math.Abs(value)));
        for (var i = 0; i < model.Count; i++)
        {
            var first = Options.Count;
            AddOptions(model.Requests[i], prices, gap);
            if (Options.Count - first > 1)
                Branches.Add(new(i, first, Options.Count, SpanOf(first, prices)));
            else
                Fix(i, Options[first]);
        }

        Branches.Sort(order);
        FindWorths();
        SumFromTheEnd();
    }

    private void AddOptions(in PricedRequest request, in PricePoint prices, double gap)
    {
        var (first, rootMu, best) = (Options.Count, Math.Sqrt(prices.Mu), request.Reject);
        for (var index = request.FirstLevel; index < request.EndLevel; index++)
            best = Math.Max(best, Worth(request, index, prices.Mu, rootMu) - (prices.Lambda * model.Levels[index].Seconds));

        if (best - request.Reject <= gap)
            Options.Add(new(best - request.Reject, 0, 0, -1));
        for (var index = request.FirstLevel; index < request.EndLevel; index++)
        {
            ref readonly var level = ref model.Levels[index];
            var loss = best - (Worth(request, index, prices.Mu, rootMu) - (prices.Lambda * level.Seconds));
            if (loss <= gap)
                Options.Add(new(loss, level.Seconds, level.LowerShare, index));
        }

        Options.Sort(first, Options.Count - first, null);
    }

    private double SpanOf(int first, in PricePoint prices)
    {
        var (least, most) = (double.PositiveInfinity, 0.0);
        for (var option = first; option < Options.Count; option++)
        {
            var cost = (prices.Lambda * Options[option].Seconds) + (prices.Mu * Options[option].LowerShare);
            (least, most) = (Math.Min(least, cost), Math.Max(most, cost));
        }

        return most - least;
    }

    private void Fix(int request, in BranchOption option)
    {
        Options.RemoveAt(Options.Count - 1);
        Choices[request] = option.Level;
        Seconds += option.Seconds;
        LowerShare += option.LowerShare;
        for (var price = 0; price < Grid.Mus.Length; price++)
            _fixedWorths[price] += Worth(model.Requests[request], option.Level, Grid.Mus[price], Math.Sqrt(Grid.Mus[price]));
    }

    private double Worth(in PricedRequest request, int level, double mu, double rootMu) =>
        level < 0 ? request.Reject : model.Levels[level].Value - request.DeliveryCost(model.Levels[level], mu, rootMu);

    private void FindWorths()
    {
        var links = Grid.Mus.Length;
        if (_worths.Length < Options.Count * links)
            _worths = new double[2 * Options.Count * links];
        foreach (var branch in Branches)
        {
            for (var option = branch.FirstOption; option < branch.EndOption; option++)
            {
                for (var link = 0; link < links; link++)
                    _worths[(option * links) + link] = Worth(model.Requests[branch.Request], Options[option].Level, Grid.Mus[link], Math.Sqrt(Grid.Mus[link]));
            }
        }
    }

    private void SumFromTheEnd()
    {
        var (depths, size) = (Branches.Count + 1, Grid.Mus.Length * Grid.Lambdas.Length);
        if (_leastSeconds.Length < depths)
            (_leastSeconds, _leastShare) = (new double[2 * depths], new double[2 * depths]);
        if (_gains.Length < depths * size)
            _gains = new double[2 * depths * size];
        (_leastSeconds[depths - 1], _leastShare[depths - 1]) = (0, 0);
        _gains.AsSpan((depths - 1) * size, size).Clear();
        for (var depth = Branches.Count - 1; depth >= 0; depth--)
        {
            var branch = Branches[depth];
            var (least, smallest) = (double.PositiveInfinity, double.PositiveInfinity);
            for (var option = branch.FirstOption; option < branch.EndOption; option++)
                (least, smallest) = (Math.Min(least, Options[option].Seconds), Math.Min(smallest, Options[option].LowerShare));
            _leastSeconds[depth] = _leastSeconds[depth + 1] + least;
            _leastShare[depth] = _leastShare[depth + 1] + smallest;
            for (var link = 0; link < Grid.Mus.Length; link++)
                AddGains(depth, branch, link);
        }
    }

    /// <summary>What a branch gains at most, added to what those after it do.</summary>
    private void AddGains(int depth, in Branch branch, int link)
    {
        var after = Gains(depth + 1, link);
        var sums = _gains.AsSpan(((depth * Grid.Mus.Length) + link) * Grid.Lambdas.Length, Grid.Lambdas.Length);
        for (var price = 0; price < sums.Length; price += Vector<double>.Count)
        {
            var lambdas = new Vector<double>(Grid.Lambdas, price);
            var most = new Vector<double>(double.NegativeInfinity);
            for (var option = branch.FirstOption; option < branch.EndOption; option++)
                most = Vector.Max(most, new Vector<double>(_worths[(option * Grid.Mus.Length) + link]) - (lambdas * Options[option].Seconds));
            (most + new Vector<double>(after[price..])).CopyTo(sums[price..]);
        }
    }
}
