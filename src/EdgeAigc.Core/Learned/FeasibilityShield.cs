using EdgeAigc.Core.Allocation;

namespace EdgeAigc.Core.Learned;

/// <summary>
/// Stands behind a learned policy and makes what it decides feasible, whatever it is: steps within each limit and the budget, shares at
/// least the least one and summing to at most 1. What is feasible passes unchanged; what is not is changed and counted.
/// </summary>
public sealed class FeasibilityShield
{
    private const double Tolerance = 1e-9;

    private (long Decisions, long Repairs) _told;

    /// <summary>Decisions seen.</summary>
    public long Decisions { get; private set; }

    /// <summary>Decisions that had to be changed.</summary>
    public long Repairs { get; private set; }

    /// <summary>Decisions and repairs since the last call.</summary>
    public (long Decisions, long Repairs) Take()
    {
        var before = _told;
        _told = (Decisions, Repairs);
        return (Decisions - before.Decisions, Repairs - before.Repairs);
    }

    /// <summary>Checks a decision and repairs it in place.</summary>
    /// <param name="steps">Steps of each user.</param>
    /// <param name="limits">Most steps of each user.</param>
    /// <param name="budget">Most steps together.</param>
    /// <param name="shares">Share of each user.</param>
    /// <param name="leastShare">Least share; all users together must be able to have it.</param>
    /// <returns>Whether something was changed.</returns>
    public bool Apply(Span<int> steps, ReadOnlySpan<int> limits, int budget, Span<double> shares, double leastShare)
    {
        return Count(RepairSteps(steps, limits, budget) | RepairShares(shares, leastShare));
    }

    /// <summary>Checks the decisions for a node's slot and repairs them in place: levels that there are, compute, link and deadlines. Who cannot
    /// be served beside the others is rejected.</summary>
    /// <returns>Whether something was changed.</returns>
    internal bool Apply(SlotProblem problem, Decisions decisions) => Count(SlotRepair.Apply(problem, decisions));

    /// <summary>Counts a set of models that was to be cached.</summary>
    /// <param name="repaired">Whether not all of it could be.</param>
    /// <returns>The same.</returns>
    internal bool Count(bool repaired)
    {
        Decisions++;
        Repairs += repaired ? 1 : 0;
        return repaired;
    }

    private static bool RepairSteps(Span<int> steps, ReadOnlySpan<int> limits, int budget)
    {
        var (changed, sum) = (false, 0L);
        for (var user = 0; user < steps.Length; user++)
        {
            var allowed = Math.Clamp(steps[user], 0, limits[user]);
            changed |= allowed != steps[user];
            steps[user] = allowed;
            sum += allowed;
        }

        if (sum <= budget)
            return changed;
        foreach (ref var given in steps)
            given = (int)((long)given * budget / sum);
        return true;
    }

    private static bool RepairShares(Span<double> shares, double least)
    {
        var (sum, sound) = (0.0, true);
        foreach (var share in shares)
        {
            sound &= double.IsFinite(share) && share >= least - Tolerance;
            sum += share;
        }

        if (sound && sum <= 1 + Tolerance)
            return false;

        // What is above the least share is scaled into what is left of the band.
        var above = 0.0;
        foreach (ref var share in shares)
        {
            share = double.IsFinite(share) ? Math.Max(share - least, 0) : 0;
            above += share;
        }

        var room = 1 - (shares.Length * least);
        var scale = above > room ? room / above : 1;
        foreach (ref var share in shares)
            share = least + (double.IsFinite(scale) ? share * scale : 0);
        return true;
    }
}
