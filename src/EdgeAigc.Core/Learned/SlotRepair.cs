using EdgeAigc.Core.Allocation;
using EdgeAigc.Core.Allocation.Baselines;

namespace EdgeAigc.Core.Learned;

/// <summary>
/// Makes the decisions for a slot feasible with few changes: a level that there is not becomes the nearest one, shares beyond the link are
/// scaled down, who would be late gets fewer steps and then more of the link, and while compute is short the largest requests get fewer
/// steps. Only who does not fit even so is rejected.
/// </summary>
internal static class SlotRepair
{
    // Rounding of sums of shares and seconds.
    private const double Tolerance = 1e-12;

    /// <summary>Repairs.</summary>
    /// <returns>Whether something was changed.</returns>
    public static bool Apply(SlotProblem problem, Decisions decisions)
    {
        var changed = Sanitize(problem, decisions);
        changed |= KeepLink(problem, decisions);
        if (ReduceLate(problem, decisions, out var reduced))
            changed |= reduced;
        else
            changed = ShareByNeed(problem, decisions) | ReduceLate(problem, decisions, out _) | true;
        return KeepCompute(problem, decisions) | changed;
    }

    private static bool Sanitize(SlotProblem problem, Decisions decisions)
    {
        var changed = false;
        for (var i = 0; i < problem.Requests.Count; i++)
        {
            var (request, level, share) = (problem.Requests[i], decisions.Levels[i], decisions.Shares[i]);
            var soundLevel = Math.Clamp(level, Decisions.Rejected, request.Quality.Count - 1);
            var soundShare = soundLevel < 0 || request.PayloadBits <= 0 ? 0 : double.IsFinite(share) && share > 0 ? share : 1.0 / problem.Requests.Count;
            changed |= soundLevel != level || !soundShare.Equals(share);
            (decisions.Levels[i], decisions.Shares[i]) = (soundLevel, soundShare);
        }

        return changed;
    }

    private static bool KeepLink(SlotProblem problem, Decisions decisions)
    {
        var shares = decisions.Shares.AsSpan(0, problem.Requests.Count);
        var sum = 0.0;
        foreach (var share in shares)
            sum += share;
        if (sum <= 1 + Tolerance)
            return false;
        foreach (ref var share in shares)
            share /= sum;
        return true;
    }

    /// <summary>Gives fewer steps to who is late. False when somebody is late with the fewest.</summary>
    private static bool ReduceLate(SlotProblem problem, Decisions decisions, out bool changed)
    {
        changed = false;
        for (var i = 0; i < problem.Requests.Count; i++)
        {
            while (decisions.Levels[i] >= 0 && IsLate(problem, decisions, i))
            {
                if (decisions.Levels[i] == 0)
                    return false;
                decisions.Levels[i]--;
                changed = true;
            }
        }

        return true;
    }

    private static bool IsLate(SlotProblem problem, Decisions decisions, int i) =>
        !Admission.Fits(problem, problem.Requests[i], decisions.Levels[i], decisions.Shares[i], double.PositiveInfinity);

    /// <summary>Everybody gets what the fewest steps leave no choice about; what is above that is scaled into what is left of the link.</summary>
    private static bool ShareByNeed(SlotProblem problem, Decisions decisions)
    {
        var (count, needed, above) = (problem.Requests.Count, 0.0, 0.0);
        var needs = new double[count];
        for (var i = 0; i < count; i++)
        {
            if (decisions.Levels[i] >= 0)
                needed += needs[i] = Need(problem, problem.Requests[i]);
        }

        for (; needed > 1; needed = needs.Sum())
        {
            var most = Array.IndexOf(needs, needs.Max());
            (needs[most], decisions.Levels[most], decisions.Shares[most]) = (0, Decisions.Rejected, 0);
        }

        for (var i = 0; i < count; i++)
            above += Math.Max(0, decisions.Shares[i] - needs[i]);
        var scale = above > 0 ? Math.Min(1, (1 - needed) / above) : 0;
        for (var i = 0; i < count; i++)
        {
            decisions.Shares[i] = needs[i] + (scale * Math.Max(0, decisions.Shares[i] - needs[i]));
            // Without a deadline nothing is needed, but something must be had.
            if (decisions.Levels[i] >= 0 && problem.Requests[i].PayloadBits > 0 && decisions.Shares[i] <= 0)
                (decisions.Levels[i], decisions.Shares[i]) = (Decisions.Rejected, 0);
        }

        return true;
    }

    /// <summary>Share with which the fewest steps are in time; more than 1 where none is enough.</summary>
    private static double Need(SlotProblem problem, SlotRequest request)
    {
        if (double.IsPositiveInfinity(request.DeadlineSeconds))
            return 0;
        if (request.PayloadBits <= 0)
            return request.ReadySeconds(request.Quality[0].Steps) <= request.DeadlineSeconds ? 0 : 2;
        var left = request.DeadlineSeconds - request.ReadySeconds(request.Quality[0].Steps);
        var share = request.PayloadBits / (Math.Max(left, Tolerance) * problem.EgressBitsPerSecond) * (1 + 1e-9);
        return Admission.Fits(problem, request, 0, share, double.PositiveInfinity) ? share : 2;
    }

    private static bool KeepCompute(SlotProblem problem, Decisions decisions)
    {
        for (var changed = false; ; changed = true)
        {
            var (sum, largest, reducible) = (0.0, Decisions.Rejected, Decisions.Rejected);
            for (var i = 0; i < problem.Requests.Count; i++)
            {
                if (decisions.Levels[i] < 0)
                    continue;
                var seconds = Seconds(problem, decisions, i);
                sum += seconds;
                if (largest < 0 || seconds > Seconds(problem, decisions, largest))
                    largest = i;
                var isReducible = seconds > problem.Requests[i].ComputeSeconds(problem.Requests[i].Quality[0].Steps);
                if (isReducible && (reducible < 0 || seconds > Seconds(problem, decisions, reducible)))
                    reducible = i;
            }

            if (sum <= problem.ComputeSeconds * (1 + Tolerance))
                return changed;
            // Nobody is rejected as long as anybody could have fewer steps.
            if (reducible >= 0)
                decisions.Levels[reducible]--;
            else
                (decisions.Levels[largest], decisions.Shares[largest]) = (Decisions.Rejected, 0);
        }
    }

    private static double Seconds(SlotProblem problem, Decisions decisions, int i) =>
        problem.Requests[i].ComputeSeconds(problem.Requests[i].Quality[decisions.Levels[i]].Steps);
}
