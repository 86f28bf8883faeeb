using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.Simulation.Exact;

/// <summary>
/// Shares that minimise the sum of radio delays, exactly up to rounding. R is concave, so 1 / R is convex and the optimum has one price μ:
/// −f'(b) = μ, or b at its least share. With c = −f'(b)·b², which hardly depends on b, that is b = √(c / μ); repeated until nothing moves.
/// </summary>
internal static class BandwidthShares
{
    private const int MaxRounds = 200;
    private const double Tolerance = 1e-12;

    public static void Solve(ScenarioOptions options, Slot slot, Span<double> shares)
    {
        Span<double> roots = stackalloc double[shares.Length];
        shares.Fill(1.0 / shares.Length);
        for (var round = 0; round < MaxRounds; round++)
        {
            for (var user = 0; user < shares.Length; user++)
                roots[user] = shares[user] * Math.Sqrt(RadioLink.Saving(options, slot, user, shares[user]));
            if (Divide(roots, options.MinShare, shares) < Tolerance)
                return;
        }
    }

    // b = max(least, root·s) with the s at which the shares sum to 1. Returns the largest change.
    private static double Divide(ReadOnlySpan<double> roots, double least, Span<double> shares)
    {
        var (scale, pinned) = (0.0, 0);
        for (var before = -1; before != pinned;)
        {
            before = pinned;
            var free = 0.0;
            foreach (var root in roots)
                free += scale > 0 && root * scale < least ? 0 : root;
            scale = (1 - (pinned * least)) / free;
            pinned = 0;
            foreach (var root in roots)
                pinned += root * scale < least ? 1 : 0;
        }

        var change = 0.0;
        for (var user = 0; user < shares.Length; user++)
        {
            var share = Math.Max(least, roots[user] * scale);
            change = Math.Max(change, Math.Abs(share - shares[user]));
            shares[user] = share;
        }

        return change;
    }
}
