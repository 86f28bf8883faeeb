namespace EdgeAigc.Core.Allocation.Market;

/// <summary>
/// What is left of a slot when everything that the dual rules out is gone. At the optimal prices each option of a request has a loss
/// against its best one, and an allocation that contains it is worth at most the bound less that loss. So an option with a loss
/// above the gap is in no better allocation than the known one (reduced-cost fixing, as in the cores of knapsack problems), and
/// most requests keep one option.
/// </summary>
internal sealed class SearchCore(SlotModel model)
{
    /// <summary>Prices of compute at which a part of the core is bounded, against λ. The first is λ itself.</summary>
    public static readonly double[] PriceFactors = [1, 0, 0.5, 0.8, 0.92, 1.08, 1.25, 2];

    private readonly List<double> _gains = [];

    /// <summary>Remaining options of all branches.</summary>
    public List<BranchOption> Options { get; } = [];

    /// <summary>Requests with a choice.</summary>
    public List<Branch> Branches { get; } = [];

    /// <summary>Level of each request without a choice.</summary>
    public int[] Choices { get; private set; } = [];

    /// <summary>μ and the worth of all requests without a choice.</summary>
    public double Worth { get; private set; }

    /// <summary>Compute seconds of all requests without a choice.</summary>
    public double Seconds { get; private set; }

    /// <summary>Smallest shares of all requests without a choice.</summary>
    public double LowerShare { get; private set; }

    /// <summary>Fewest compute seconds of the branches from a depth on; one more than there are branches.</summary>
    public List<double> LeastSeconds { get; } = [];

    /// <summary>Smallest shares of the branches from a depth on.</summary>
    public List<double> LeastShare { get; } = [];

    /// <summary>At most so much do the branches from a depth on gain at a price of compute.</summary>
    /// <param name="depth">From which branch on.</param>
    /// <param name="price">Index into <see cref="PriceFactors"/>.</param>
    public double Gain(int depth, int price) => _gains[((Branches.Count - depth) * PriceFactors.Length) + price];

    /// <summary>Finds the core.</summary>
    /// <param name="prices">Minimum of the dual.</param>
    /// <param name="value">Value of the best known allocation.</param>
    public void Build(in PricePoint prices, double value)
    {
        if (Choices.Length < model.Count)
            Choices = new int[model.Requests.Length];
        Options.Clear();
        Branches.Clear();
        (Worth, Seconds, LowerShare) = (prices.Mu + model.Unservable, 0, 0);
        var gap = prices.Bound - value + (SlotModel.Rounding * Math.Abs(prices.Bound));
        for (var i = 0; i < model.Count; i++)
        {
            var first = Options.Count;
            AddOptions(model.Requests[i], prices, gap);
            if (Options.Count - first > 1)
                Branches.Add(new(i, first, Options.Count));
            else
                Fix(i, Options[first]);
        }

        Branches.Sort();
        SumFromTheEnd(prices.Lambda);
    }

    private void Fix(int request, in BranchOption option)
    {
        Options.RemoveAt(Options.Count - 1);
        Choices[request] = option.Level;
        Worth += option.Worth;
        Seconds += option.Seconds;
        LowerShare += option.LowerShare;
    }

    private void AddOptions(in PricedRequest request, in PricePoint prices, double gap)
    {
        var (first, rootMu) = (Options.Count, Math.Sqrt(prices.Mu));
        var best = request.Reject;
        for (var index = request.FirstLevel; index < request.EndLevel; index++)
        {
            ref readonly var level = ref model.Levels[index];
            best = Math.Max(best, level.Value - request.DeliveryCost(level, prices.Mu, rootMu) - (prices.Lambda * level.Seconds));
        }

        if (best - request.Reject <= gap)
            Options.Add(new(best - request.Reject, request.Reject, 0, 0, -1));
        for (var index = request.FirstLevel; index < request.EndLevel; index++)
        {
            ref readonly var level = ref model.Levels[index];
            var worth = level.Value - request.DeliveryCost(level, prices.Mu, rootMu);
            var loss = best - (worth - (prices.Lambda * level.Seconds));
            if (loss <= gap)
                Options.Add(new(loss, worth, level.Seconds, level.LowerShare, index));
        }

        Options.Sort(first, Options.Count - first, null);
    }

    private void SumFromTheEnd(double lambda)
    {
        _gains.Clear();
        LeastSeconds.Clear();
        LeastShare.Clear();
        _gains.AddRange(new double[PriceFactors.Length]);
        double seconds = 0, share = 0;
        LeastSeconds.Add(0);
        LeastShare.Add(0);
        for (var depth = Branches.Count - 1; depth >= 0; depth--)
        {
            var branch = Branches[depth];
            var (least, smallest) = (double.PositiveInfinity, double.PositiveInfinity);
            for (var index = branch.FirstOption; index < branch.EndOption; index++)
                (least, smallest) = (Math.Min(least, Options[index].Seconds), Math.Min(smallest, Options[index].LowerShare));
            LeastSeconds.Add(seconds += least);
            LeastShare.Add(share += smallest);
            for (var price = 0; price < PriceFactors.Length; price++)
                _gains.Add(_gains[^PriceFactors.Length] + MostGain(branch, lambda * PriceFactors[price]));
        }

        LeastSeconds.Reverse();
        LeastShare.Reverse();
    }

    private double MostGain(in Branch branch, double lambda)
    {
        var most = double.NegativeInfinity;
        for (var index = branch.FirstOption; index < branch.EndOption; index++)
            most = Math.Max(most, Options[index].Worth - (lambda * Options[index].Seconds));
        return most;
    }
}
