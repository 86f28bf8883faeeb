using EdgeAigc.Core.Allocation.Market;
using EdgeAigc.Core.Learned;

namespace EdgeAigc.Core.Allocation.Baselines;

/// <summary>Runs a baseline, and adds the market's bound so that its answer too tells how much was left.</summary>
internal sealed class BaselineAllocator(IBaseline baseline, TimeProvider time) : ISlotAllocator
{
    private readonly Decisions _decisions = new();
    private readonly MarketAllocator _market = new(time);

    public string Policy => baseline.Policy;

    public FeasibilityShield? Shield => baseline.Shield;

    public SlotAllocation Allocate(SlotProblem problem, TimeSpan? timeBudget = null)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var limit = new TimeLimit(time, timeBudget);
        _decisions.Reset(problem.Requests.Count);
        baseline.Decide(problem, _decisions, limit);
        var requests = AllocationReport.Requests(problem, _decisions, out var total);
        var elapsed = limit.Elapsed;
        var bound = _market.Bound(problem);
        return new()
        {
            Policy = Policy,
            TotalUtility = total,
            UpperBound = Math.Max(total, bound.Bound),
            Prices = new(bound.Lambda, bound.Mu),
            Requests = requests,
            Elapsed = elapsed,
        };
    }
}
