using EdgeAigc.Core.Allocation;

namespace EdgeAigc.UnitTests.Allocation;

/// <summary>Checks an answer against the definition of the problem.</summary>
internal static class Feasibility
{
    // Rounding of sums over thousands of requests.
    private const double Rounding = 1e-10;

    public static void Check(SlotProblem problem, SlotAllocation answer)
    {
        Assert.Equal(problem.Requests.Select(request => request.Id), answer.Requests.Select(request => request.Id));
        double share = 0, seconds = 0, utility = 0;
        for (var i = 0; i < problem.Requests.Count; i++)
        {
            var (request, given) = (problem.Requests[i], answer.Requests[i]);
            utility += given.Utility;
            if (given.Accepted)
            {
                CheckAccepted(problem, request, given);
                share += given.Share;
                seconds += request.FixedComputeSeconds + (given.Steps * request.StepSeconds);
            }
            else
            {
                Assert.Equal((0, 0, request.RejectUtility), (given.Steps, given.Share, given.Utility));
            }
        }

        Assert.True(share <= 1 + Rounding, $"Shares sum to {share}.");
        Assert.True(seconds <= problem.ComputeSeconds * (1 + Rounding), $"{seconds} s of {problem.ComputeSeconds} s.");
        Assert.Equal(utility, answer.TotalUtility, Rounding * (1 + problem.Requests.Count));
        Assert.True(answer.UpperBound >= answer.TotalUtility, $"Bound {answer.UpperBound} is below {answer.TotalUtility}.");
        Assert.True(answer.RelativeGap >= 0);
    }

    private static void CheckAccepted(SlotProblem problem, SlotRequest request, RequestAllocation given)
    {
        Assert.Contains(new StepQuality(given.Steps, given.Quality), request.Quality);
        Assert.True(given.Share > 0 || request.PayloadBits == 0, $"{request.Id} has something to deliver and no share.");
        var rate = Math.Min(given.Share * problem.EgressBitsPerSecond, request.MaxRateBitsPerSecond);
        var finish = request.WaitSeconds + request.FixedSeconds + (given.Steps * request.StepSeconds)
            + (request.PayloadBits > 0 ? request.PayloadBits / rate : 0);
        var utility = request.Weight * (((1 - request.LatencyPreference) * given.Quality) - (request.LatencyPreference * finish / problem.ReferenceSeconds));
        utility -= problem.ReservePrice * (request.FixedComputeSeconds + (given.Steps * request.StepSeconds));
        Assert.Equal(finish, given.FinishSeconds, Rounding * finish);
        Assert.Equal(utility, given.Utility, Rounding * (1 + Math.Abs(utility)));
        Assert.True(finish <= request.DeadlineSeconds * (1 + 1e-12), $"{request.Id} finishes at {finish} s, due at {request.DeadlineSeconds} s.");
    }
}
