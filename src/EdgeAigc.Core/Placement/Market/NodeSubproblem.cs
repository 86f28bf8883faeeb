using EdgeAigc.Core.Placement.Candidates;

namespace EdgeAigc.Core.Placement.Market;

/// <summary>
/// One node alone at given prices of the demands: which copies it should hold and what they earn on its shared capacity.
/// <code>max Σ (profit_a − π_d)·w_a − Σ cost_c·x_c   over sets x that fit, 0 ≤ w_a ≤ W_d·x_c, Σ w_a ≤ capacity</code>
/// Given a set, w is a fractional knapsack: the best arcs first. Over the sets, a price η of the capacity turns the problem into
/// a 0/1 knapsack whose optimum plus η·capacity bounds it from above; the best η is found by bisection, and branch and bound
/// on those reduced values closes what is left.
/// </summary>
internal sealed class NodeSubproblem(CandidateGraph graph)
{
    private readonly CopyKnapsack _knapsack = new(graph) { MaxVisits = 60 };
    private readonly double[] _values = new double[CopyKnapsack.MaxCopies(graph)];
    private readonly NodeMargins _margins = new(graph);
    private readonly bool[] _best = new bool[CopyKnapsack.MaxCopies(graph)];
    private readonly bool[] _set = new bool[CopyKnapsack.MaxCopies(graph)];
    private readonly double[] _density = new double[CopyKnapsack.MaxCopies(graph)];
    private readonly int[] _items = new int[CopyKnapsack.MaxCopies(graph)];

    // Value at η and memory of all items before a place, and how many have a value.
    private readonly double[] _valueBefore = new double[CopyKnapsack.MaxCopies(graph) + 1];
    private readonly double[] _memoryBefore = new double[CopyKnapsack.MaxCopies(graph) + 1];
    private int _worthwhile;

    // Least memory of the items from a place on.
    private readonly double[] _leastMemory = new double[CopyKnapsack.MaxCopies(graph) + 1];
    private int _node;
    private int _visits;

    /// <summary>Highest bound of what the search left out.</summary>
    private double _open;

    /// <summary>Branches after which the search over sets ends; 0 leaves it out.</summary>
    public int MaxVisits
    {
        get;
        set
        {
            field = value;
            _knapsack.MaxVisits = Math.Max(value, 60);
        }
    }

    /// <summary>Prices η that are tried.</summary>
    public int MaxPrices { get; set; } = 8;

    /// <summary>η: where the search for the price of capacity begins, and the best price that it found.</summary>
    public double CapacityPrice { get; set; }

    /// <summary>The best set found, by copy of the node, the first at 0.</summary>
    public ReadOnlySpan<bool> Best => _best.AsSpan(0, graph.NodeCopies[_node + 1] - graph.NodeCopies[_node]);

    /// <summary>What the best set earns.</summary>
    public double Value { get; private set; }

    /// <summary>What the arcs of the node earn above the prices of their demands. The caller fills them in.</summary>
    public NodeMargins Margins => _margins;

    /// <summary>Solves the node for the margins given.</summary>
    /// <param name="node">The node.</param>
    /// <param name="costs">Cost of each copy of the node when held, the first at 0.</param>
    /// <param name="rules">Copies that must or must not be held; the forced ones fit.</param>
    /// <returns>An upper bound of what the node can earn.</returns>
    public double Solve(int node, ReadOnlySpan<double> costs, ReadOnlySpan<CopyRule> rules)
    {
        (_node, Value) = (node, double.NegativeInfinity);
        var (low, high) = (0.0, _margins.Highest(node));
        var (bound, price) = (double.PositiveInfinity, 0.0);
        var eta = Math.Min(CapacityPrice, high);
        var reach = 0.05 * eta;
        for (var turn = 0; turn < MaxPrices; turn++)
        {
            var dual = (eta * graph.Capacity[node]) + _knapsack.Solve(node, Price(costs, eta), rules);
            if (dual < bound)
                (bound, price) = (dual, eta);
            Consider(_knapsack.Best, costs);
            CapacityPrice = price;
            var idle = graph.Capacity[node] - _margins.WorkAbove(node, _knapsack.Best, eta);
            // Nothing is lost at η = 0 when all that pays fits, and nothing anywhere once a set earns its bound.
            if (Value >= bound - (1e-12 * Math.Abs(bound)) || (idle >= 0 && eta == 0))
                return bound;
            (low, high) = idle > 0 ? (low, eta) : (eta, high);
            // Outwards from a known price in growing steps, then by halves.
            var outward = idle > 0 ? eta - reach : eta + reach;
            eta = reach > 0 && outward > low && outward < high ? outward : idle > 0 && low == 0 && reach > 0 ? 0 : (low + high) / 2;
            reach *= 2;
        }

        return Branch(costs, rules, bound, price);
    }

    private void Consider(ReadOnlySpan<bool> set, ReadOnlySpan<double> costs)
    {
        var value = _margins.Earn(_node, set, costs);
        if (value <= Value)
            return;
        Value = value;
        set[..costs.Length].CopyTo(_best);
    }

    private ReadOnlySpan<double> Price(ReadOnlySpan<double> costs, double eta)
    {
        var values = _values.AsSpan(0, costs.Length);
        _margins.Price(_node, costs, eta, values);
        return values;
    }

    /// <summary>Branches over the sets whose bound at the price η exceeds the best set so far.</summary>
    /// <returns>The exact optimum when the search ends before its limit, else an upper bound.</returns>
    private double Branch(ReadOnlySpan<double> costs, ReadOnlySpan<CopyRule> rules, double bound, double eta)
    {
        if (MaxVisits == 0)
            return bound;
        var values = Price(costs, eta);
        var first = graph.NodeCopies[_node];
        var (memory, disk, value) = (graph.Memory[_node], graph.Disk[_node], eta * graph.Capacity[_node]);
        var items = 0;
        for (var item = 0; item < costs.Length; item++)
        {
            _set[item] = rules[item] == CopyRule.Forced;
            if (_set[item])
                (memory, disk, value) = (memory - graph.CopyMemory[first + item], disk - graph.CopyDisk[first + item], value + values[item]);
            // One that loses more at η than there is to gain cannot be in a better set.
            else if (rules[item] == CopyRule.Free && bound + values[item] > Value)
                (_density[items], _items[items++]) = (-values[item] / Math.Max(graph.CopyMemory[first + item], 1), item);
        }

        Array.Sort(_density, _items, 0, items);
        (_visits, _open, _worthwhile) = (0, double.NegativeInfinity, 0);
        for (var place = 0; place < items; place++)
        {
            var item = _items[place];
            (_valueBefore[place + 1], _memoryBefore[place + 1]) = (_valueBefore[place] + values[item], _memoryBefore[place] + graph.CopyMemory[first + item]);
            _worthwhile += values[item] > 0 ? 1 : 0;
        }

        _leastMemory[items] = double.PositiveInfinity;
        for (var place = items - 1; place >= 0; place--)
            _leastMemory[place] = Math.Min(_leastMemory[place + 1], graph.CopyMemory[first + _items[place]]);
        Descend(_items.AsSpan(0, items), (0, 0), value, memory, disk, costs);
        return Math.Min(bound, Math.Max(Value, _open));
    }

    private void Descend(ReadOnlySpan<int> items, (int Place, int End) from, double value, double memory, double disk, ReadOnlySpan<double> costs)
    {
        _visits++;
        // At η the set is worth at least what it earns.
        if (value > Value)
            Consider(_set, costs);
        var (place, end) = from;
        for (; place < items.Length && _leastMemory[place] <= memory; place++)
        {
            var possible = value + Fractional(place, ref end, memory);
            if (possible <= Value + (1e-12 * Math.Abs(Value)))
                return;
            if (_visits >= MaxVisits)
            {
                _open = Math.Max(_open, possible);
                return;
            }

            var (item, copy) = (items[place], graph.NodeCopies[_node] + items[place]);
            if (graph.CopyMemory[copy] > memory || graph.CopyDisk[copy] > disk)
                continue;
            _set[item] = true;
            Descend(items, (place + 1, end), value + _values[item], memory - graph.CopyMemory[copy], disk - graph.CopyDisk[copy], costs);
            _set[item] = false;
        }
    }

    /// <summary>Most that the items from a place on can add at the price η.</summary>
    /// <param name="place">The place.</param>
    /// <param name="end">The first item that does not fit: on entry one that does not lie beyond.</param>
    /// <param name="memory">Memory that is left.</param>
    private double Fractional(int place, ref int end, double memory)
    {
        if (place >= _worthwhile)
            return 0;
        // What fits exactly must not be left out for its last bit.
        var reach = Math.Max(memory, 0) + _memoryBefore[place] + (1e-12 * (1 + _memoryBefore[_worthwhile]));
        end = Math.Max(end, place);
        while (end < _worthwhile && _memoryBefore[end + 1] <= reach)
            end++;
        var value = _valueBefore[end] - _valueBefore[place];
        if (end == _worthwhile)
            return value;
        // Without the item that does not fit, or with it and less of those before it (Martello and Toth, 1977).
        var rest = Math.Max(reach - _memoryBefore[end], 0);
        var without = end + 1 < _worthwhile ? -_density[end + 1] * rest : 0;
        var with = end > place ? _valueBefore[end + 1] - _valueBefore[end] + (_density[end - 1] * (_memoryBefore[end + 1] - _memoryBefore[end] - rest)) : 0;
        return value + Math.Max(without, with);
    }
}
