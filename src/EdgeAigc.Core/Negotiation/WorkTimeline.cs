namespace EdgeAigc.Core.Negotiation;

/// <summary>
/// Work that is promised on one device, by due time. Preemptive earliest-due-first keeps all promises whenever some order does
/// (Dertouzos, 1974), so a newcomer may go before promised work for which the delay is harmless, and must go after the rest.
/// </summary>
internal sealed class WorkTimeline
{
    // By due time; Before is the work up to and with that promise.
    private readonly List<(double Due, double Work, double Before)> _promised = [];

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
        _promised.Insert(place, (due, work, 0));
        var before = place > 0 ? _promised[place - 1].Before : 0;
        for (; place < _promised.Count; place++)
        {
            before += _promised[place].Work;
            _promised[place] = _promised[place] with { Before = before };
        }
    }

    /// <summary>Device seconds before new work could begin, if nothing promised may become late by it. What is late anyway
    /// goes first.</summary>
    /// <param name="work">Device seconds of the new work.</param>
    public double WaitOf(double work)
    {
        for (var place = _promised.Count - 1; place >= 0; place--)
        {
            var (due, _, before) = _promised[place];
            if (due - Now - before < work)
                return before;
        }

        return 0;
    }
}
