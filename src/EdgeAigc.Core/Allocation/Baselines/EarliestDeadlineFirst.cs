namespace EdgeAigc.Core.Allocation.Baselines;

/// <summary>By deadline, those without one last, each request takes the level that is best for it out of the compute that is left, with
/// an equal share of the link.</summary>
internal sealed class EarliestDeadlineFirst : IBaseline
{
    public string Policy => SlotAllocatorNames.EarliestDeadline;

    public void Decide(SlotProblem problem, Decisions decisions, in TimeLimit limit)
    {
        var requests = problem.Requests;
        var share = 1.0 / Math.Max(1, Admission.CountServable(problem));
        var left = problem.ComputeSeconds;
        // Stable: among equal deadlines the first to arrive goes first.
        foreach (var i in Enumerable.Range(0, requests.Count).OrderBy(index => requests[index].DeadlineSeconds))
        {
            var level = Admission.BestLevel(problem, requests[i], share, left);
            if (level < 0)
                continue;
            (decisions.Levels[i], decisions.Shares[i]) = (level, requests[i].PayloadBits > 0 ? share : 0);
            left -= requests[i].ComputeSeconds(requests[i].Quality[level].Steps);
        }
    }
}
