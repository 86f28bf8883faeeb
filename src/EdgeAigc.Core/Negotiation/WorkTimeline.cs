namespace EdgeAigc.Core.Negotiation;

/// <summary>
/// Work that is promised on one device, by due time. Preemptive earliest-due-first keeps all promises whenever some order does
/// (Dertouzos, 1974), so a newcomer may go before promised work for which the delay is harmless, and must go after the rest.
/// </summary>
internal sealed class WorkTimeline
{
    private readonly List<(double Due, double Work)> _promised = [];

    /// <summary>The time of the last reset.</summary>
    public double Now { get; private set; }

    /// <summary>Forgets everything.</summary>
    public void Reset(double now)
    {
        Now = now;
        _promised.Clear();
    }

    /// <summary>Adds promised work.</summary>
    /// <param name="due">When it must be done.</param>
    /// <param name="work">Device seconds, at least 0.</param>
    public void Add(double due, double work)
    {
        var place = _promised.Count;
        while (place > 0 && _promised[place - 1].Due > due)
            place--;
        _promised.Insert(place, (due, work));
    }

    /// <summary>Device seconds before new work could begin, if nothing promised may become late by it. What is late anyway
    /// goes first.</summary>
    /// <param name="work">Device seconds of the new work.</param>
    public double WaitOf(double work)
    {
        var (before, wait) = (0.0, 0.0);
        foreach (var (due, promised) in _promised)
        {
            before += promised;
            if (due - Now - before < work)
                wait = before;
        }

        return wait;
    }
}
