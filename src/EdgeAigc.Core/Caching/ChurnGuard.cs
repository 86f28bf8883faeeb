namespace EdgeAigc.Core.Caching;

/// <summary>Keeps a node from spending its time on loads that displace each other. Such loads are paid from seconds that come in at a fixed
/// share of the time and are saved up to a limit; a load may take more than is there, and then none is allowed until that is made up for.
/// Not for several threads at once.</summary>
/// <param name="share">Share of the time that may go into such loads in the long run, in [0, 1].</param>
/// <param name="savedSeconds">Seconds that are saved at most, and there at the start; at least 0.</param>
public sealed class ChurnGuard(double share, double savedSeconds)
{
    private double _spent;
    private double _at;

    /// <summary>Whether one more load may displace others.</summary>
    /// <param name="now">Time in seconds on a clock that began at 0 with this guard.</param>
    public bool Allows(double now)
    {
        Save(now);
        return _spent < savedSeconds;
    }

    /// <summary>A load displaced others, allowed or not.</summary>
    /// <param name="loadSeconds">Time that it takes.</param>
    /// <param name="now">Time in seconds on the same clock.</param>
    public void Note(double loadSeconds, double now)
    {
        Save(now);
        _spent += loadSeconds;
    }

    private void Save(double now)
    {
        _spent = Math.Max(0, _spent - (share * Math.Max(0, now - _at)));
        _at = Math.Max(_at, now);
    }
}
