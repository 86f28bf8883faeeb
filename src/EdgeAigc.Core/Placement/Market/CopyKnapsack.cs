using EdgeAigc.Core.Placement.Candidates;

namespace EdgeAigc.Core.Placement.Market;

/// <summary>
/// The 0/1 knapsack of one node: which copies to hold, by value, under its memory and its disk. Depth-first branch and bound
/// in the order of value per weight (Horowitz and Sahni, 1974) with Dantzig's fractional bound as Martello and Toth (1977) sharpened it. The weight is whichever resource can bind, or the sum of both shares where both can: any mixture of two
/// constraints is a valid relaxation of them, and every step checks both as they are.
/// </summary>
internal sealed class CopyKnapsack(CandidateGraph graph)
{
    private readonly double[] _density = new double[MaxCopies(graph)];
    private readonly int[] _items = new int[MaxCopies(graph)];
    private readonly double[] _value = new double[MaxCopies(graph)];
    private readonly double[] _weight = new double[MaxCopies(graph)];

    // Value and weight of all items before a place.
    private readonly double[] _valueBefore = new double[MaxCopies(graph) + 1];
    private readonly double[] _weightBefore = new double[MaxCopies(graph) + 1];

    // Least memory of the items from a place on.
    private readonly double[] _leastMemory = new double[MaxCopies(graph) + 1];
    private readonly bool[] _taken = new bool[MaxCopies(graph)];
    private readonly bool[] _best = new bool[MaxCopies(graph)];
    private int _count;
    private int _visits;
    private double _incumbent;

    /// <summary>Highest bound of what the search left out.</summary>
    private double _open;

    /// <summary>Branches after which the search ends; what it leaves out still counts in the bound.</summary>
    public int MaxVisits { get; set; } = 2000;

    /// <summary>The copies of the last solution.</summary>
    public ReadOnlySpan<bool> Best => _best;

    public static int MaxCopies(CandidateGraph graph)
    {
        var most = 0;
        for (var node = 0; node < graph.Nodes; node++)
            most = Math.Max(most, graph.NodeCopies[node + 1] - graph.NodeCopies[node]);
        return most;
    }

    /// <summary>Chooses copies; <see cref="Best"/> tells which.</summary>
    /// <param name="node">The node.</param>
    /// <param name="values">Value of each copy of the node, the first at 0.</param>
    /// <param name="rules">Copies that must or must not be held; the forced ones fit.</param>
    /// <returns>An upper bound of the value; its exact optimum when the search ended before its limit.</returns>
    public double Solve(int node, ReadOnlySpan<double> values, ReadOnlySpan<CopyRule> rules)
    {
        var room = Collect(node, values, rules, out var forced);
        (_visits, _incumbent, _open) = (0, 0, 0);
        Descend(node, (0, 0), 0, room.Memory, room.Disk, room.Weight);
        return forced + Math.Max(_incumbent, _open);
    }

    private (double Memory, double Disk, double Weight) Collect(int node, ReadOnlySpan<double> values, ReadOnlySpan<CopyRule> rules, out double forced)
    {
        var first = graph.NodeCopies[node];
        var (memory, disk) = (graph.Memory[node], graph.Disk[node]);
        (_count, forced) = (0, 0);
        var (memoryWanted, diskWanted) = (0.0, 0.0);
        for (var item = 0; item < values.Length; item++)
        {
            _best[item] = rules[item] == CopyRule.Forced;
            if (_best[item])
            {
                forced += values[item];
                memory -= graph.CopyMemory[first + item];
                disk -= graph.CopyDisk[first + item];
            }
            else if (values[item] > 0 && rules[item] == CopyRule.Free)
            {
                memoryWanted += graph.CopyMemory[first + item];
                diskWanted += graph.CopyDisk[first + item];
                _items[_count++] = item;
            }

            _taken[item] = _best[item];
        }

        var weight = Weigh(first, values, (memory, memoryWanted), (disk, diskWanted));
        return (memory, disk, weight);
    }

    private double Weigh(int first, ReadOnlySpan<double> values, (double Room, double Wanted) memory, (double Room, double Wanted) disk)
    {
        var memoryScale = memory.Wanted > memory.Room ? 1 / Math.Max(memory.Room, 1) : 0;
        var diskScale = disk.Wanted > disk.Room ? 1 / Math.Max(disk.Room, 1) : 0;
        var kept = 0;
        for (var place = 0; place < _count; place++)
        {
            var item = _items[place];
            // Rounding: what was forced may have left a hair less than nothing.
            if (graph.CopyMemory[first + item] > memory.Room || graph.CopyDisk[first + item] > disk.Room)
                continue;
            var weight = (graph.CopyMemory[first + item] * memoryScale) + (graph.CopyDisk[first + item] * diskScale);
            _items[kept] = item;
            _density[kept++] = -values[item] / Math.Max(weight, 1e-12);
        }

        _count = kept;
        Array.Sort(_density, _items, 0, kept);
        for (var place = 0; place < kept; place++)
        {
            var item = _items[place];
            _value[place] = values[item];
            _weight[place] = (graph.CopyMemory[first + item] * memoryScale) + (graph.CopyDisk[first + item] * diskScale);
            (_valueBefore[place + 1], _weightBefore[place + 1]) = (_valueBefore[place] + _value[place], _weightBefore[place] + _weight[place]);
        }

        _leastMemory[kept] = double.PositiveInfinity;
        for (var place = kept - 1; place >= 0; place--)
            _leastMemory[place] = Math.Min(_leastMemory[place + 1], graph.CopyMemory[first + _items[place]]);
        return (memoryScale > 0 ? Math.Max(memory.Room, 0) * memoryScale : 0) + (diskScale > 0 ? Math.Max(disk.Room, 0) * diskScale : 0);
    }

    /// <summary>Most that the items from a place on can add, the last one in part.</summary>
    /// <param name="place">The place.</param>
    /// <param name="end">The first item that does not fit: on entry one that does not lie beyond.</param>
    /// <param name="room">Weight that is left.</param>
    private double Fractional(int place, ref int end, double room)
    {
        // What fits exactly must not be left out for its last bit.
        var reach = room + _weightBefore[place] + (1e-12 * (1 + _weightBefore[_count]));
        while (end < _count && _weightBefore[end + 1] <= reach)
            end++;
        var value = _valueBefore[end] - _valueBefore[place];
        if (end == _count)
            return value;
        // Without the item that does not fit, or with it and less of those before it (Martello and Toth, 1977).
        var rest = Math.Max(0, reach - _weightBefore[end]);
        var without = end + 1 < _count ? -_density[end + 1] * rest : 0;
        var with = end > place ? _value[end] + (_density[end - 1] * (_weight[end] - rest)) : 0;
        return value + Math.Max(without, with);
    }

    private void Descend(int node, (int Place, int End) from, double value, double memory, double disk, double weight)
    {
        if (value > _incumbent)
        {
            _incumbent = value;
            _taken.CopyTo(_best, 0);
        }

        var first = graph.NodeCopies[node];
        var (place, end) = from;
        for (; place < _count && _leastMemory[place] <= memory; place++)
        {
            end = Math.Max(end, place);
            var possible = value + Fractional(place, ref end, weight);
            if (possible <= _incumbent + (1e-12 * Math.Abs(_incumbent)))
                return;
            if (_visits >= MaxVisits)
            {
                _open = Math.Max(_open, possible);
                return;
            }

            var item = _items[place];
            var (memoryLeft, diskLeft) = (memory - graph.CopyMemory[first + item], disk - graph.CopyDisk[first + item]);
            if (memoryLeft < 0 || diskLeft < 0)
                continue;
            _visits++;
            _taken[item] = true;
            Descend(node, (place + 1, end), value + _value[place], memoryLeft, diskLeft, weight - _weight[place]);
            _taken[item] = false;
        }
    }
}
