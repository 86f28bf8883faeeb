namespace EdgeAigc.Core.Negotiation;

/// <summary>Gives capacity that became free to promises that have not begun: more steps, never fewer, and only where nobody is expected
/// later by it.</summary>
/// <param name="work">What is promised.</param>
/// <param name="options">Settings.</param>
internal sealed class StepRaising(NodeWork work, NegotiationOptions options)
{
    private readonly List<double> _slack = [];

    /// <summary>Raises what is worth its price.</summary>
    /// <param name="priceOf">Price of compute for a tenant, in utility per device second.</param>
    /// <param name="now">Now.</param>
    /// <returns>Number of promises that were raised.</returns>
    public int Raise(Func<string, double, double> priceOf, double now)
    {
        if (!AnyMayRise())
            return 0;
        FindSlack(now);
        var (raised, given) = (0, 0.0);
        // A price stands until something is raised.
        var (priced, price) = ((string?)null, 0.0);
        for (var i = 0; i < work.ToMake.Count; i++)
        {
            var commitment = work.ToMake[i];
            if (!MayRise(commitment) || _slack[i] - given <= 0)
                continue;
            if (commitment.Bid.Tenant != priced)
                (priced, price) = (commitment.Bid.Tenant, priceOf(commitment.Bid.Tenant, now));
            var seconds = Raise(commitment, price, _slack[i] - given, now);
            if (seconds <= 0)
                continue;
            (given, raised, priced) = (given + seconds, raised + 1, null);
        }

        return raised;
    }

    /// <summary>For each place the least slack of everybody from there on.</summary>
    private void FindSlack(double now)
    {
        _slack.Clear();
        var before = 0.0;
        foreach (var commitment in work.ToMake)
        {
            before += commitment.SecondsLeft;
            _slack.Add(commitment.Expected - now - before);
        }

        for (var i = _slack.Count - 2; i >= 0; i--)
            _slack[i] = Math.Min(_slack[i], _slack[i + 1]);
    }

    private bool AnyMayRise()
    {
        foreach (var commitment in work.ToMake)
        {
            if (MayRise(commitment))
                return true;
        }

        return false;
    }

    private static bool MayRise(Commitment commitment) => commitment is { IsAccepted: true, HasStarted: false, Bid.Steps: null };

    private double Raise(Commitment commitment, double price, double slack, double now)
    {
        var (bid, model) = (commitment.Bid, commitment.Model);
        if (model.Levels[^1].Steps <= commitment.Steps)
            return 0;
        var (step, duration) = (model.StepSeconds(bid, 0), model.StepDuration(bid, 0));
        var quality = model.Profile.QualityAt(commitment.Steps);
        var (best, most) = (commitment.Steps, 0.0);
        foreach (var level in model.Levels)
        {
            var seconds = (level.Steps - commitment.Steps) * step;
            if (seconds <= 0 || seconds > slack || now + model.Pace.FixedSeconds + (level.Steps * duration) > commitment.Expected)
                continue;
            var gain = bid.Weight * (((1 - bid.LatencyPreference) * (level.Quality - quality)) - (bid.LatencyPreference * seconds / options.ReferenceSeconds));
            if (gain - (price * seconds) > most)
                (best, most) = (level.Steps, gain - (price * seconds));
        }

        if (best == commitment.Steps)
            return 0;
        var taken = (best - commitment.Steps) * step;
        commitment.Raise(best);
        return taken;
    }
}
