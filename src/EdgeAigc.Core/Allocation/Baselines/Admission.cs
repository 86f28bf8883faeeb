namespace EdgeAigc.Core.Allocation.Baselines;

/// <summary>What the baselines ask of a request's level at a given share.</summary>
internal static class Admission
{
    /// <summary>Whether the level takes no more than that compute and is finished by the deadline.</summary>
    public static bool Fits(SlotProblem problem, SlotRequest request, int level, double share, double computeSeconds)
    {
        var steps = request.Quality[level].Steps;
        return request.ComputeSeconds(steps) <= computeSeconds
            && request.FinishSeconds(steps, share * problem.EgressBitsPerSecond) <= request.DeadlineSeconds;
    }

    /// <summary>Utility of a level at that share.</summary>
    public static double Utility(SlotProblem problem, SlotRequest request, int level, double share)
    {
        var chosen = request.Quality[level];
        return problem.Utility(request, chosen, request.FinishSeconds(chosen.Steps, share * problem.EgressBitsPerSecond));
    }

    /// <summary>The level of greatest utility that fits and is worth more than the rejection; −1 when there is none.</summary>
    public static int BestLevel(SlotProblem problem, SlotRequest request, double share, double computeSeconds)
    {
        var (best, most) = (Decisions.Rejected, request.RejectUtility);
        for (var level = 0; level < request.Quality.Count; level++)
        {
            if (!Fits(problem, request, level, share, computeSeconds))
                break;
            if (Utility(problem, request, level, share) is var utility && utility > most)
                (best, most) = (level, utility);
        }

        return best;
    }

    /// <summary>Requests that the node could serve if each were alone.</summary>
    public static int CountServable(SlotProblem problem)
    {
        var count = 0;
        foreach (var request in problem.Requests)
            count += Fits(problem, request, 0, 1, problem.ComputeSeconds) ? 1 : 0;
        return count;
    }
}
