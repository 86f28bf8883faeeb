using EdgeAigc.Core.Allocation.Baselines;

namespace EdgeAigc.Core.Allocation.Market;

/// <summary>
/// The market: prices for compute and for the link at which each request picks its own steps and share, then a repair, and for slots
/// that are not large a search that mostly proves the result optimal. Every answer carries the dual's bound.
/// </summary>
internal sealed class MarketAllocator : ISlotAllocator
{
    /// <summary>Requests up to which the search is meant to end, and nodes it may take; a node costs some 50 ns.</summary>
    private const int FewRequests = 6;
    private const long NodesForFew = 2_000_000;

    /// <summary>Nodes for larger slots, times the square of their requests (the work of a node grows with them too), and requests from
    /// which on the gap is too small to search for more.</summary>
    private const long NodesBySquare = 60_000_000;
    private const int ManyRequests = 500;

    private readonly TimeProvider _time;
    private readonly SlotModel _model = new();
    private readonly DualFunction _dual;
    private readonly CandidateStore _candidates;
    private readonly PriceSearch _prices;
    private readonly ShareSolver _shares;
    private readonly PrimalSearch _primal;
    private readonly BranchAndBound _search;
    private readonly Decisions _decisions = new();

    public MarketAllocator(TimeProvider time)
    {
        _time = time;
        _dual = new(_model);
        _candidates = new(_model);
        _prices = new(_model, _dual, _candidates);
        _shares = new(_model);
        _primal = new(_model, _dual, _candidates, new(_model, _shares));
        _search = new(_model, _shares);
    }

    public string Policy => SlotAllocatorNames.Market;

    public SlotAllocation Allocate(SlotProblem problem, TimeSpan? timeBudget = null)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var limit = new TimeLimit(_time, timeBudget);
        _model.Load(problem);
        _dual.Reset();
        _candidates.Reset();
        _decisions.Reset(problem.Requests.Count);

        var prices = _prices.Run(limit);
        var choices = _primal.Run(prices, limit);
        var (value, mu) = (_primal.Value, _primal.Mu);
        var bound = Math.Max(value, prices.Bound);
        if (_model.Count < ManyRequests && !limit.Expired)
            bound = Search(prices, choices, ref value, limit);
        if (value < bound)
            TakeEqualSharesIfBetter(problem, choices, value, mu);

        for (var i = 0; i < choices.Length; i++)
            _decisions.Levels[_model.Requests[i].Source] = choices[i] < 0 ? Decisions.Rejected : choices[i] - _model.Requests[i].FirstLevel;
        _shares.Write(choices, mu, _decisions.Shares);
        var requests = AllocationReport.Requests(problem, _decisions, out var total);
        return new()
        {
            Policy = Policy,
            TotalUtility = total,
            UpperBound = Math.Max(total, bound),
            Prices = new(prices.Lambda, prices.Mu),
            Requests = requests,
            Elapsed = limit.Elapsed,
        };
    }

    /// <summary>The dual's bound of a problem and the prices behind it.</summary>
    public PricePoint Bound(SlotProblem problem)
    {
        _model.Load(problem);
        _dual.Reset();
        _candidates.Reset();
        return _prices.Run(new(_time, null));
    }

    private double Search(in PricePoint prices, Span<int> choices, ref double value, in TimeLimit limit)
    {
        var nodes = _model.Count <= FewRequests ? NodesForFew : NodesBySquare / ((long)_model.Count * _model.Count);
        var bound = _search.Improve(prices, choices, ref value, nodes, limit);
        _search.Best.AsSpan(0, choices.Length).CopyTo(choices);
        return bound;
    }

    // The search is a heuristic where it does not end, but to be worse than no search at all would be embarrassing.
    private void TakeEqualSharesIfBetter(SlotProblem problem, Span<int> choices, double value, double mu)
    {
        _decisions.Reset(problem.Requests.Count);
        EqualShares.Choose(problem, _decisions);
        var equal = new int[choices.Length];
        for (var i = 0; i < equal.Length; i++)
        {
            ref readonly var request = ref _model.Requests[i];
            equal[i] = _decisions.Levels[request.Source] is var level and >= 0 ? request.FirstLevel + level : -1;
        }

        _decisions.Reset(problem.Requests.Count);
        if (_shares.Value(equal, ref mu) > value)
            equal.CopyTo(choices);
    }
}
