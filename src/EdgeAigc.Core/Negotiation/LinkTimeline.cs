namespace EdgeAigc.Core.Negotiation;

/// <summary>Deliveries that are promised on one link, one at a time. A newcomer takes the first gap that is long enough, so that it delays
/// nobody. Times are in seconds.</summary>
internal sealed class LinkTimeline
{
    private readonly List<(double Start, double End)> _promised = [];

    /// <summary>Forgets everything.</summary>
    public void Reset() => _promised.Clear();

    /// <summary>Adds a delivery, in the first gap.</summary>
    /// <param name="ready">When it can begin.</param>
    /// <param name="seconds">Time it takes the link alone.</param>
    public void Add(double ready, double seconds)
    {
        if (!(seconds > 0))
            return;
        var start = ready + WaitAt(ready, seconds);
        var place = _promised.Count;
        while (place > 0 && _promised[place - 1].Start > start)
            place--;
        _promised.Insert(place, (start, start + seconds));
    }

    /// <summary>How long a delivery has to wait that becomes ready at that time.</summary>
    /// <param name="ready">When it can begin.</param>
    /// <param name="seconds">Time it takes the link alone.</param>
    public double WaitAt(double ready, double seconds)
    {
        var free = ready;
        for (var place = FirstAfter(ready); place < _promised.Count && _promised[place].Start < free + seconds; place++)
            free = Math.Max(free, _promised[place].End);
        return free - ready;
    }

    /// <summary>The first delivery that ends after that time.</summary>
    private int FirstAfter(double time)
    {
        var (low, high) = (0, _promised.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _promised[middle].End <= time ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
