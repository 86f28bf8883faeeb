namespace EdgeAigc.Core.Negotiation;

/// <summary>Gives capacity that became free to promises that have not begun: more steps, never fewer, and only where nobody is expected
/// later by it.</summary>
internal static class StepRaising
{
    /// <summary>Raises what is worth its price.</summary>
    /// <param name="work">What is promised.</param>
    /// <param name="options">Settings.</param>
    /// <param name="priceOf">Price of compute for a tenant.</param>
    /// <param name="now">Now.</param>
    /// <returns>Number of promises that were raised.</returns>
    public static int Raise(NodeWork work, NegotiationOptions options, Func<string, double> priceOf, double now)
    {
        var promised = work.Commitments.Where(commitment => !commitment.IsReady).OrderBy(commitment => commitment.Expected).ToList();
        if (!promised.Exists(MayRise))
            return 0;
        // Slack of everybody from a place on.
        var slack = new double[promised.Count + 1];
        slack[^1] = double.PositiveInfinity;
        var before = 0.0;
        for (var i = 0; i < promised.Count; i++)
        {
            before += work.Left(promised[i]);
            slack[i] = promised[i].Expected - now - before;
        }

        for (var i = promised.Count - 2; i >= 0; i--)
            slack[i] = Math.Min(slack[i], slack[i + 1]);
        var (raised, given) = (0, 0.0);
        for (var i = 0; i < promised.Count; i++)
        {
            if (!MayRise(promised[i]) || !promised[i].IsAccepted)
                continue;
            var seconds = Raise(promised[i], work, options, priceOf(promised[i].Bid.Tenant), slack[i] - given);
            given += seconds;
            raised += seconds > 0 ? 1 : 0;
        }

        return raised;
    }

    private static bool MayRise(Commitment commitment) => !commitment.HasStarted && commitment.Bid.Steps is null;

    private static double Raise(Commitment commitment, NodeWork work, NegotiationOptions options, double price, double slack)
    {
        var (bid, profile) = (commitment.Bid, work.FindProfile(commitment.Bid.Model)!);
        var (step, quality) = (work.StepSeconds(bid, 0), profile.QualityAt(commitment.Steps));
        var (best, most) = (commitment.Steps, 0.0);
        foreach (var level in profile.Levels)
        {
            var seconds = (level.Steps - commitment.Steps) * step;
            if (seconds <= 0 || seconds > slack)
                continue;
            var gain = bid.Weight * (((1 - bid.LatencyPreference) * (level.Quality - quality)) - (bid.LatencyPreference * seconds / options.ReferenceSeconds));
            if (gain - (price * seconds) > most)
                (best, most) = (level.Steps, gain - (price * seconds));
        }

        var taken = (best - commitment.Steps) * step;
        if (taken > 0)
            commitment.Raise(best);
        return taken;
    }
}
