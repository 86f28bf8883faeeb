namespace EdgeAigc.Core.Allocation.Baselines;

/// <summary>Every request that the node could serve gets the same part of the link and of the compute, and takes the level that is
/// best for it within them.</summary>
internal sealed class EqualShares : IBaseline
{
    public string Policy => SlotAllocatorNames.Equal;

    public void Decide(SlotProblem problem, Decisions decisions, in TimeLimit limit) => Choose(problem, decisions);

    public static void Choose(SlotProblem problem, Decisions decisions)
    {
        var servable = Math.Max(1, Admission.CountServable(problem));
        var (share, compute) = (1.0 / servable, problem.ComputeSeconds / servable);
        for (var i = 0; i < problem.Requests.Count; i++)
        {
            decisions.Levels[i] = Admission.BestLevel(problem, problem.Requests[i], share, compute);
            decisions.Shares[i] = decisions.Levels[i] >= 0 && problem.Requests[i].PayloadBits > 0 ? share : 0;
        }
    }
}
