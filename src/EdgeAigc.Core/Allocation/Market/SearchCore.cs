using System.Runtime.InteropServices;

namespace EdgeAigc.Core.Allocation.Market;

/// <summary>
/// What is left of a slot when everything that the dual rules out is gone. At the optimal prices each option of a request has a loss
/// against its best one, and an allocation that contains it is worth at most the bound less that loss. So an option with a loss
/// above the gap is in no better allocation than the known one (reduced-cost fixing, as in the cores of knapsack problems), and
/// most requests keep one option.
/// </summary>
internal sealed class SearchCore(SlotModel model)
{
    private readonly List<double> _worths = [];
    private readonly List<double> _fixedWorths = [];
    private readonly List<double> _gains = [];

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

    /// <summary>Fewest compute seconds of the branches from a depth on; one more than there are branches.</summary>
    public List<double> LeastSeconds { get; } = [];

    /// <summary>Smallest shares of the branches from a depth on.</summary>
    public List<double> LeastShare { get; } = [];

    /// <summary>Utility of the requests without a choice less what their shares cost, and μ, at each price of the link.</summary>
    public ReadOnlySpan<double> FixedWorths => CollectionsMarshal.AsSpan(_fixedWorths);

    /// <summary>Utility of an option less what its share costs, at each price of the link.</summary>
    public ReadOnlySpan<double> Worths(int option) =>
        CollectionsMarshal.AsSpan(_worths).Slice(option * Grid.Mus.Length, Grid.Mus.Length);

    /// <summary>What the branches from a depth on gain at most: for each price of the link at each price of compute.</summary>
    public ReadOnlySpan<double> Gains(int depth)
    {
        var size = Grid.Mus.Length * Grid.Lambdas.Length;
        return CollectionsMarshal.AsSpan(_gains).Slice((Branches.Count - depth) * size, size);
    }

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
        _worths.Clear();
        _fixedWorths.Clear();
        foreach (var mu in Grid.Mus)
            _fixedWorths.Add(mu + model.Unservable);
        (Seconds, LowerShare) = (0, 0);
        // Rounding may bring the bound a little below the value of an optimum.
        var gap = Math.Max(0, prices.Bound - value) + (SlotModel.Rounding * Math.Max(1, Math.Abs(value)));
        for (var i = 0; i < model.Count; i++)
        {
            var first = Options.Count;
            AddOptions(model.Requests[i], prices, gap);
            if (Options.Count - first > 1)
                AddBranch(new(i, first, Options.Count, SpanOf(first, prices)));
            else
                Fix(i, Options[first]);
        }

        Branches.Sort(order);
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

    private void AddBranch(in Branch branch)
    {
        Branches.Add(branch);
        for (var option = branch.FirstOption; option < branch.EndOption; option++)
        {
            foreach (var mu in Grid.Mus)
                _worths.Add(Worth(model.Requests[branch.Request], Options[option].Level, mu, Math.Sqrt(mu)));
        }
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

    private void SumFromTheEnd()
    {
        _gains.Clear();
        LeastSeconds.Clear();
        LeastShare.Clear();
        var size = Grid.Mus.Length * Grid.Lambdas.Length;
        for (var price = 0; price < size; price++)
            _gains.Add(0);
        LeastSeconds.Add(0);
        LeastShare.Add(0);
        for (var depth = Branches.Count - 1; depth >= 0; depth--)
        {
            var branch = Branches[depth];
            var (least, smallest) = (double.PositiveInfinity, double.PositiveInfinity);
            for (var option = branch.FirstOption; option < branch.EndOption; option++)
                (least, smallest) = (Math.Min(least, Options[option].Seconds), Math.Min(smallest, Options[option].LowerShare));
            LeastSeconds.Add(LeastSeconds[^1] + least);
            LeastShare.Add(LeastShare[^1] + smallest);
            for (var price = 0; price < size; price++)
                _gains.Add(_gains[^size] + MostGain(branch, price / Grid.Lambdas.Length, Grid.Lambdas[price % Grid.Lambdas.Length]));
        }

        LeastSeconds.Reverse();
        LeastShare.Reverse();
    }

    private double MostGain(in Branch branch, int link, double lambda)
    {
        var most = double.NegativeInfinity;
        for (var option = branch.FirstOption; option < branch.EndOption; option++)
            most = Math.Max(most, _worths[(option * Grid.Mus.Length) + link] - (lambda * Options[option].Seconds));
        return most;
    }
}
