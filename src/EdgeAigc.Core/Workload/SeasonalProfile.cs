namespace EdgeAigc.Core.Workload;

/// <summary>Factors on the mean rate by a place in a cycle (hours of a day, days of a week), learned from totals of the whole cluster:
/// requests in each place against what the rate of the whole cycle would have brought there, shrunk towards 1.</summary>
internal sealed class SeasonalProfile(double cycleSeconds, int places, double historySeconds)
{
    private const double PriorRequests = 20;
    private const double CyclesRemembered = 14;
    private readonly double[] _requests = new double[places];
    private readonly double[] _seconds = new double[places];
    private double _seen;

    /// <summary>What was seen.</summary>
    public SeasonHistory History => new([.. _requests], [.. _seconds], _seen);

    /// <summary>Whether there is enough history to use it.</summary>
    public bool Ready => _seen >= historySeconds;

    public void Observe(double seconds, double frameSeconds, double requests)
    {
        var fade = Math.Exp(-frameSeconds / (CyclesRemembered * cycleSeconds));
        for (var place = 0; place < places; place++)
        {
            _requests[place] *= fade;
            _seconds[place] *= fade;
        }

        _requests[Place(seconds)] += requests;
        _seconds[Place(seconds)] += frameSeconds;
        _seen += frameSeconds;
    }

    /// <summary>Goes on from what was seen before; a history of other places says nothing.</summary>
    public void Restore(SeasonHistory? history)
    {
        if (history is null || history.Requests.Length != places || history.Seconds.Length != places)
            return;
        history.Requests.CopyTo(_requests);
        history.Seconds.CopyTo(_seconds);
        _seen = history.Seen;
    }

    /// <summary>Factor at a time; 1 until there is enough history.</summary>
    public double Factor(double seconds)
    {
        var place = Place(seconds);
        if (!Ready || _seconds[place] <= 0)
            return 1;
        // The rate of the cycle weighs every place alike, however often each was seen.
        var mean = 0.0;
        var seen = 0;
        for (var other = 0; other < places; other++)
        {
            if (_seconds[other] > 0)
                (mean, seen) = (mean + (_requests[other] / _seconds[other]), seen + 1);
        }

        mean /= seen;
        return (PriorRequests + _requests[place]) / (PriorRequests + (mean * _seconds[place]));
    }

    private int Place(double seconds)
    {
        var phase = seconds / cycleSeconds;
        return Math.Min(places - 1, (int)((phase - Math.Floor(phase)) * places));
    }
}
