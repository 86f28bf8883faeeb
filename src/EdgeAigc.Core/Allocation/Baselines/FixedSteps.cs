namespace EdgeAigc.Core.Allocation.Baselines;

/// <summary>First come, first served: everybody gets the same steps for as long as there is compute, and an equal share of the link.</summary>
internal sealed class FixedSteps(int steps) : IBaseline
{
    public string Policy => SlotAllocatorNames.Fixed;

    public void Decide(SlotProblem problem, Decisions decisions, in TimeLimit limit)
    {
        var share = 1.0 / Math.Max(1, Admission.CountServable(problem));
        var left = problem.ComputeSeconds;
        for (var i = 0; i < problem.Requests.Count; i++)
        {
            var request = problem.Requests[i];
            var level = Level(request);
            if (!Admission.Fits(problem, request, level, share, left))
                continue;
            (decisions.Levels[i], decisions.Shares[i]) = (level, request.PayloadBits > 0 ? share : 0);
            left -= request.ComputeSeconds(request.Quality[level].Steps);
        }
    }

    private int Level(SlotRequest request)
    {
        var level = 0;
        while (level + 1 < request.Quality.Count && request.Quality[level + 1].Steps <= steps)
            level++;
        return level;
    }
}
