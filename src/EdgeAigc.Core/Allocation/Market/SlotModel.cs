namespace EdgeAigc.Core.Allocation.Market;

/// <summary>
/// A problem in the terms of the price search: levels that nobody could be given are gone, envelopes are built, and requests
/// that are left without a level are only counted. Its memory is reused from slot to slot.
/// </summary>
internal sealed class SlotModel
{
    /// <summary>Relative size of rounding errors: sums may exceed a budget by so much.</summary>
    public const double Rounding = 1e-12;

    /// <summary>The whole link; smallest shares that fill it are by rounding a little larger.</summary>
    public const double Link = 1 + (3 * Rounding);

    private readonly CanonicalOrder _order = new();

    /// <summary>Requests with at least one level, in canonical order.</summary>
    public PricedRequest[] Requests { get; private set; } = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Feasible levels, request after request.</summary>
    public StepLevel[] Levels { get; private set; } = [];

    /// <summary>Vertices of the envelopes, request after request.</summary>
    public StepLevel[] Vertices { get; private set; } = [];

    /// <summary>Compute seconds that can be used.</summary>
    public double Compute { get; private set; }

    /// <summary>Utility of the requests that cannot be served whatever the prices.</summary>
    public double Unservable { get; private set; }

    /// <summary>Sum of the reject utilities of <see cref="Requests"/>.</summary>
    public double RejectAll { get; private set; }

    /// <summary>Takes a problem.</summary>
    public void Load(SlotProblem problem)
    {
        var order = _order.Of(problem.Requests);
        Reserve(problem.Requests);
        Compute = UsableCompute(problem);
        (Count, Unservable, RejectAll) = (0, 0, 0);
        var (level, vertex) = (0, 0);
        foreach (var source in order)
        {
            var request = problem.Requests[source];
            ref var priced = ref Requests[Count];
            SetConstants(ref priced, problem, request, source);
            (priced.FirstLevel, priced.FirstVertex) = (level, vertex);
            level = AddLevels(priced, problem, request, level);
            if (level == priced.FirstLevel)
            {
                Unservable += request.RejectUtility;
                continue;
            }

            vertex += UpperEnvelope.Build(Levels.AsSpan(priced.FirstLevel..level), Vertices.AsSpan(vertex));
            (priced.EndLevel, priced.EndVertex, priced.Vertex) = (level, vertex, priced.FirstVertex);
            RejectAll += priced.Reject;
            Count++;
        }
    }

    private void Reserve(IReadOnlyList<SlotRequest> requests)
    {
        var levels = 0;
        for (var i = 0; i < requests.Count; i++)
            levels += requests[i].Quality.Count;
        if (Requests.Length < requests.Count)
            Requests = new PricedRequest[requests.Count];
        if (Levels.Length < levels)
            (Levels, Vertices) = (new StepLevel[levels], new StepLevel[levels]);
    }

    // Steps are whole: where all take the same time, what is left of the last one is of no use, and leaving it out brings the
    // bound down to what can be reached.
    private static double UsableCompute(SlotProblem problem)
    {
        var usable = problem.ComputeSeconds * (1 + Rounding);
        var step = problem.Requests.Count > 0 ? problem.Requests[0].StepSeconds : 0;
        for (var i = 0; i < problem.Requests.Count; i++)
        {
            if (problem.Requests[i].StepSeconds != step || problem.Requests[i].FixedComputeSeconds > 0)
                return usable;
        }

        return step > 0 ? Math.Min(usable, Math.Floor(usable / step) * step * (1 + Rounding)) : usable;
    }

    private static void SetConstants(ref PricedRequest priced, SlotProblem problem, SlotRequest request, int source)
    {
        var atFullRate = request.PayloadBits / problem.EgressBitsPerSecond;
        var delay = request.Weight * request.LatencyPreference * atFullRate / problem.ReferenceSeconds;
        priced.RootDelay = Math.Sqrt(delay);
        priced.Cap = atFullRate > 0 ? Math.Min(1, request.MaxRateBitsPerSecond / problem.EgressBitsPerSecond) : 0;
        priced.DelayAtCap = delay > 0 ? delay / priced.Cap : 0;
        priced.HasDeadline = atFullRate > 0 && double.IsFinite(request.DeadlineSeconds);
        priced.Reject = request.RejectUtility;
        priced.Source = source;
    }

    private int AddLevels(in PricedRequest priced, SlotProblem problem, SlotRequest request, int next)
    {
        var atFullRate = request.PayloadBits / problem.EgressBitsPerSecond;
        var delay = priced.RootDelay * priced.RootDelay;
        var quality = request.Quality;
        for (var index = 0; index < quality.Count; index++)
        {
            var steps = quality[index].Steps;
            var ready = request.ReadySeconds(steps);
            ref var level = ref Levels[next];
            level.Seconds = request.ComputeSeconds(steps);
            level.Value = problem.Utility(request, quality[index], ready);
            if (level.Seconds > Compute || !TryLowerShare(priced, request.DeadlineSeconds - ready, atFullRate, out level.LowerShare))
                break;
            level.DelayAtLower = level.LowerShare > 0 ? delay / level.LowerShare : 0;
            level.Index = next++;
        }

        return next;
    }

    private static bool TryLowerShare(in PricedRequest priced, double secondsLeft, double atFullRate, out double share)
    {
        share = 0;
        if (atFullRate == 0)
            return secondsLeft >= 0;
        if (!(secondsLeft > 0))
            return false;
        // A little more than needed, so that the finish is in time after rounding.
        var needed = atFullRate / secondsLeft * (1 + Rounding);
        share = Math.Min(priced.Cap, needed);
        return needed <= priced.Cap * (1 + (2 * Rounding));
    }
}
