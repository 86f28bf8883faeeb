namespace EdgeAigc.Core.Negotiation;

/// <summary>Deliveries that are promised on one link, one after the other as they become ready. Times are in seconds.</summary>
internal sealed class LinkTimeline
{
    private readonly List<(double Ready, double Seconds)> _promised = [];

    /// <summary>Forgets everything.</summary>
    public void Reset() => _promised.Clear();

    /// <summary>Adds a delivery.</summary>
    /// <param name="ready">When it can begin.</param>
    /// <param name="seconds">Time it takes the link alone.</param>
    public void Add(double ready, double seconds)
    {
        if (!(seconds > 0))
            return;
        var place = _promised.Count;
        while (place > 0 && _promised[place - 1].Ready > ready)
            place--;
        _promised.Insert(place, (ready, seconds));
    }

    /// <summary>How long a delivery has to wait that becomes ready at that time: until the link has sent what was ready before.</summary>
    public double WaitAt(double ready)
    {
        var free = double.NegativeInfinity;
        foreach (var (other, seconds) in _promised)
        {
            if (other > ready)
                break;
            free = Math.Max(free, other) + seconds;
        }

        return Math.Max(0, free - ready);
    }
}
