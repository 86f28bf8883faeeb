namespace EdgeAigc.Core.Allocation;

/// <summary>Turns decisions into an answer, computing times and utilities from their definitions.</summary>
internal static class AllocationReport
{
    public static RequestAllocation[] Requests(SlotProblem problem, Decisions decisions, out double totalUtility)
    {
        var answers = new RequestAllocation[problem.Requests.Count];
        totalUtility = 0;
        for (var i = 0; i < answers.Length; i++)
        {
            var request = problem.Requests[i];
            answers[i] = decisions.Levels[i] is var level and not Decisions.Rejected
                ? Accepted(problem, request, request.Quality[level], decisions.Shares[i])
                : new(request.Id, 0, 0, 0, 0, request.RejectUtility, ReasonFor(problem, request));
            totalUtility += answers[i].Utility;
        }

        return answers;
    }

    private static RequestAllocation Accepted(SlotProblem problem, SlotRequest request, StepQuality level, double share)
    {
        var finish = request.FinishSeconds(level.Steps, share * problem.EgressBitsPerSecond);
        return new(request.Id, level.Steps, share, finish, level.Quality, problem.Utility(request, level, finish), Rejection.None);
    }

    private static Rejection ReasonFor(SlotProblem problem, SlotRequest request)
    {
        var fewest = request.Quality[0].Steps;
        if (request.FinishSeconds(fewest, problem.EgressBitsPerSecond) > request.DeadlineSeconds)
            return Rejection.DeadlineUnreachable;
        if (request.ComputeSeconds(fewest) > problem.ComputeSeconds)
            return Rejection.ComputeTooSmall;
        foreach (var level in request.Quality)
        {
            var finish = request.FinishSeconds(level.Steps, problem.EgressBitsPerSecond);
            if (finish <= request.DeadlineSeconds && request.ComputeSeconds(level.Steps) <= problem.ComputeSeconds
                && problem.Utility(request, level, finish) > request.RejectUtility)
                return Rejection.Outbid;
        }

        return Rejection.NotWorthServing;
    }
}
