namespace EdgeAigc.Simulation.Cluster;

/// <summary>The next event of each node: a binary heap in which every node has its place, so that its time can be changed.</summary>
internal sealed class EventCalendar
{
    private readonly double[] _times;
    private readonly int[] _heap;
    private readonly int[] _places;

    public EventCalendar(int nodes)
    {
        _times = new double[nodes];
        Array.Fill(_times, double.PositiveInfinity);
        _heap = [.. Enumerable.Range(0, nodes)];
        _places = [.. _heap];
    }

    /// <summary>The node whose event is next; of equal times any, but always the same.</summary>
    public int Next => _heap[0];

    /// <summary>When that is; infinite when nothing is to happen.</summary>
    public double NextTime => _heap.Length > 0 ? _times[_heap[0]] : double.PositiveInfinity;

    /// <summary>Changes the next event of a node.</summary>
    public void Set(int node, double time)
    {
        var before = _times[node];
        _times[node] = time;
        if (time < before)
            Rise(_places[node]);
        else if (time > before)
            Sink(_places[node]);
    }

    private void Rise(int place)
    {
        while (place > 0 && IsBefore(place, (place - 1) / 2))
        {
            Swap(place, (place - 1) / 2);
            place = (place - 1) / 2;
        }
    }

    private void Sink(int place)
    {
        while (true)
        {
            var (first, child) = (place, (2 * place) + 1);
            if (child < _heap.Length && IsBefore(child, first))
                first = child;
            if (child + 1 < _heap.Length && IsBefore(child + 1, first))
                first = child + 1;
            if (first == place)
                return;
            Swap(place, first);
            place = first;
        }
    }

    private bool IsBefore(int place, int other) => _times[_heap[place]] < _times[_heap[other]];

    private void Swap(int place, int other)
    {
        (_heap[place], _heap[other]) = (_heap[other], _heap[place]);
        (_places[_heap[place]], _places[_heap[other]]) = (place, other);
    }
}
