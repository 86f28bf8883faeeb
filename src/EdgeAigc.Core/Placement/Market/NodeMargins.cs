using EdgeAigc.Core.Placement.Candidates;

namespace EdgeAigc.Core.Placement.Market;

/// <summary>What each arc of one node earns above the price of its demand, and what follows for copies and sets of copies.</summary>
internal sealed class NodeMargins(CandidateGraph graph)
{
    private readonly double[] _margins = new double[MaxArcs(graph)];
    private readonly double[] _order = new double[MaxArcs(graph)];
    private readonly double[] _work = new double[MaxArcs(graph)];

    /// <summary>By arc of the node, the first at 0: its profit less the price of its demand.</summary>
    public Span<double> All => _margins;

    /// <summary>The highest margin; 0 when none is above.</summary>
    /// <param name="node">The node.</param>
    public double Highest(int node)
    {
        var highest = 0.0;
        foreach (var margin in _margins.AsSpan(0, graph.CopyArcs[graph.NodeCopies[node + 1]] - graph.CopyArcs[graph.NodeCopies[node]]))
            highest = Math.Max(highest, margin);
        return highest;
    }

    /// <summary>What each copy earns when capacity costs η and there is enough of it.</summary>
    /// <param name="node">The node.</param>
    /// <param name="costs">Cost of each copy of the node when held, the first at 0.</param>
    /// <param name="eta">Price of a unit of work.</param>
    /// <param name="values">Takes the values.</param>
    public void Price(int node, ReadOnlySpan<double> costs, double eta, Span<double> values)
    {
        var (first, arcs) = (graph.NodeCopies[node], graph.CopyArcs[graph.NodeCopies[node]]);
        for (var item = 0; item < costs.Length; item++)
        {
            var value = -costs[item];
            for (var arc = graph.CopyArcs[first + item]; arc < graph.CopyArcs[first + item + 1]; arc++)
            {
                var margin = _margins[arc - arcs] - eta;
                if (margin > 0)
                    value += margin * graph.ArcWork[arc];
            }

            values[item] = value;
        }
    }

    /// <summary>Work of a set whose margin is above η.</summary>
    /// <param name="node">The node.</param>
    /// <param name="set">By copy of the node, the first at 0.</param>
    /// <param name="eta">The price.</param>
    public double WorkAbove(int node, ReadOnlySpan<bool> set, double eta)
    {
        var (first, arcs, work) = (graph.NodeCopies[node], graph.CopyArcs[graph.NodeCopies[node]], 0.0);
        for (var copy = first; copy < graph.NodeCopies[node + 1]; copy++)
        {
            if (!set[copy - first])
                continue;
            for (var arc = graph.CopyArcs[copy]; arc < graph.CopyArcs[copy + 1]; arc++)
            {
                if (_margins[arc - arcs] > eta)
                    work += graph.ArcWork[arc];
            }
        }

        return work;
    }

    /// <summary>What a set earns: its work in the order of margins until the capacity is used up.</summary>
    /// <param name="node">The node.</param>
    /// <param name="set">By copy of the node, the first at 0.</param>
    /// <param name="costs">Cost of each copy of the node when held, the first at 0.</param>
    public double Earn(int node, ReadOnlySpan<bool> set, ReadOnlySpan<double> costs)
    {
        var (first, arcs, count, value) = (graph.NodeCopies[node], graph.CopyArcs[graph.NodeCopies[node]], 0, 0.0);
        for (var item = 0; item < costs.Length; item++)
        {
            if (!set[item])
                continue;
            value -= costs[item];
            for (var arc = graph.CopyArcs[first + item]; arc < graph.CopyArcs[first + item + 1]; arc++)
            {
                if (_margins[arc - arcs] <= 0)
                    continue;
                _order[count] = -_margins[arc - arcs];
                _work[count++] = graph.ArcWork[arc];
            }
        }

        Array.Sort(_order, _work, 0, count);
        var room = graph.Capacity[node];
        for (var place = 0; place < count && room > 0; place++)
        {
            var work = Math.Min(room, _work[place]);
            value -= work * _order[place];
            room -= work;
        }

        return value;
    }

    private static int MaxArcs(CandidateGraph graph)
    {
        var most = 0;
        for (var node = 0; node < graph.Nodes; node++)
            most = Math.Max(most, graph.CopyArcs[graph.NodeCopies[node + 1]] - graph.CopyArcs[graph.NodeCopies[node]]);
        return most;
    }
}
