namespace EdgeAigc.Core.Allocation.Market;

/// <summary>
/// The best shares for given levels: minimise Σ c / b over Σ b ≤ 1 and limits on each b. Convex with a closed form, b = √c·x held
/// between its limits, with one x for all such that the shares sum to 1. That sum is piecewise linear and increasing in x, so
/// Newton's step within a bracket ends exactly.
/// </summary>
internal sealed class ShareSolver(SlotModel model)
{
    private const int MaxRounds = 60;

    private const double Tolerance = 1e-13;

    /// <summary>Share that is kept for all deliveries together whose delay nobody minds, and the least that each gets in a link that is full
    /// of deadlines: they shall end some day.</summary>
    private const double Background = 1e-9;
    private const double LeastBackground = 1e-15;

    /// <summary>So large an x that everybody reaches its cap.</summary>
    private const double Unlimited = 1e150;

    /// <summary>Value of an allocation with its best shares; −∞ when the smallest shares do not fit.</summary>
    /// <param name="choices">Levels of all requests.</param>
    /// <param name="mu">Price of the link, to start from; on return the one at which these levels just use it up.</param>
    public double Value(ReadOnlySpan<int> choices, ref double mu)
    {
        if (!TrySolve(choices, mu, 1, out var x))
            return double.NegativeInfinity;
        mu = x > 0 ? 1 / (x * x) : mu;
        var value = model.Unservable;
        for (var i = 0; i < model.Count; i++)
        {
            ref readonly var request = ref model.Requests[i];
            if (choices[i] < 0)
            {
                value += request.Reject;
                continue;
            }

            ref readonly var level = ref model.Levels[choices[i]];
            var share = request.RootDelay * x;
            value += level.Value - (share <= level.LowerShare ? level.DelayAtLower
                : share >= request.Cap ? request.DelayAtCap
                : request.RootDelay / x);
        }

        return value;
    }

    /// <summary>Writes the shares, by the requests' places in the problem.</summary>
    public void Write(ReadOnlySpan<int> choices, double mu, Span<double> shares)
    {
        var background = BackgroundShare(choices, out var deliveries);
        if (!TrySolve(choices, mu, 1 - (deliveries * background), out var x))
            return;
        double sum = 0, room = 0;
        for (var i = 0; i < model.Count; i++)
        {
            if (choices[i] < 0)
                continue;
            ref readonly var request = ref model.Requests[i];
            ref readonly var level = ref model.Levels[choices[i]];
            var share = IsIndifferent(request, level) ? Math.Min(background, request.Cap) : Clamp(request.RootDelay * x, level.LowerShare, request.Cap);
            shares[request.Source] = share;
            sum += share;
            room += request.Cap - share;
        }

        // What nobody would pay for is given away in proportion to what can be used.
        var spread = room > 0 ? Math.Clamp((1 - sum) / room, 0, 1) : 0;
        var shrink = Math.Min(1, 1 / sum);
        for (var i = 0; i < model.Count; i++)
        {
            ref readonly var request = ref model.Requests[i];
            if (choices[i] >= 0)
                shares[request.Source] = (shares[request.Source] + (spread * (request.Cap - shares[request.Source]))) * shrink;
        }
    }

    /// <summary>Whether its delivery has no price and no deadline, so that any share is as good.</summary>
    private static bool IsIndifferent(in PricedRequest request, in StepLevel level) => request.Cap > 0 && request.RootDelay == 0 && level.LowerShare == 0;

    private double BackgroundShare(ReadOnlySpan<int> choices, out int deliveries)
    {
        var left = 1.0;
        deliveries = 0;
        for (var i = 0; i < model.Count; i++)
        {
            if (choices[i] < 0)
                continue;
            left -= model.Levels[choices[i]].LowerShare;
            deliveries += IsIndifferent(model.Requests[i], model.Levels[choices[i]]) ? 1 : 0;
        }

        return deliveries == 0 ? 0 : Math.Max(LeastBackground, Math.Min(Background, left / 2) / deliveries);
    }

    private bool TrySolve(ReadOnlySpan<int> choices, double mu, double link, out double x)
    {
        double roots = 0, caps = 0, lower = 0;
        for (var i = 0; i < model.Count; i++)
        {
            if (choices[i] < 0)
                continue;
            roots += model.Requests[i].RootDelay;
            caps += model.Requests[i].RootDelay > 0 ? model.Requests[i].Cap : model.Levels[choices[i]].LowerShare;
            lower += model.Levels[choices[i]].LowerShare;
        }

        x = roots > 0 && caps <= link ? Unlimited : 0;
        if (lower > link * SlotModel.Link)
            return false;
        if (roots > 0 && caps > link)
            x = Root(choices, link, mu > 0 ? 1 / Math.Sqrt(mu) : 1 / roots, 1 / roots);
        return true;
    }

    /// <param name="choices">Levels.</param>
    /// <param name="link">What the shares sum to.</param>
    /// <param name="x">Where to start.</param>
    /// <param name="unlimited">The root if there were no limits: its order of magnitude.</param>
    private double Root(ReadOnlySpan<int> choices, double link, double x, double unlimited)
    {
        var (low, high) = (0.0, double.PositiveInfinity);
        for (var round = 0; round < MaxRounds; round++)
        {
            var (interior, clamped) = Sums(choices, x);
            var excess = (interior * x) + clamped - link;
            if (Math.Abs(excess) <= Tolerance)
                break;
            if (excess > 0)
                high = x;
            else
                low = x;
            var next = interior > 0 ? (link - clamped) / interior : 0;
            if (!(next > low && next < high))
                next = double.IsInfinity(high) ? Math.Max(4 * x, unlimited) : low > 0 ? Math.Sqrt(low * high) : Math.Min(high / 4, unlimited);
            if (next == x)
                break;
            x = next;
        }

        return x;
    }

    private (double Interior, double Clamped) Sums(ReadOnlySpan<int> choices, double x)
    {
        double interior = 0, clamped = 0;
        for (var i = 0; i < model.Count; i++)
        {
            if (choices[i] < 0)
                continue;
            ref readonly var request = ref model.Requests[i];
            var (share, least) = (request.RootDelay * x, model.Levels[choices[i]].LowerShare);
            if (share <= least || share >= request.Cap)
                clamped += Clamp(share, least, request.Cap);
            else
                interior += request.RootDelay;
        }

        return (interior, clamped);
    }

    // Rounding may put the least above the cap.
    private static double Clamp(double share, double least, double cap) => Math.Min(Math.Max(share, least), cap);
}
