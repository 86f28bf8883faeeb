using EdgeAigc.Core.Placement.Candidates;

namespace EdgeAigc.Core.Placement.Market;

/// <summary>Solves the knapsacks of all nodes at given prices, in parallel when there are many. Each node is solved by itself and the
/// values are added in the order of the nodes, so that the number of processors changes nothing.</summary>
internal sealed class NodePricing
{
    /// <summary>Arcs below which threads cost more than they bring.</summary>
    private const int ParallelFrom = 20_000;

    private const int ChunkNodes = 32;

    private readonly CandidateGraph _graph;
    private readonly CopyRule[] _rules;
    private readonly double[] _values;
    private readonly double[] _nodeValue;

    public NodePricing(CandidateGraph graph, CopyRule[] rules)
    {
        (_graph, _rules) = (graph, rules);
        _values = new double[graph.Copies];
        _nodeValue = new double[graph.Nodes];
    }

    /// <summary>Sum of the nodes' optima, or of upper bounds of them.</summary>
    /// <param name="prices">The prices.</param>
    /// <param name="held">Takes the copies that the nodes would hold.</param>
    public double Solve(MarketPrices prices, bool[] held)
    {
        var chunks = (_graph.Nodes + ChunkNodes - 1) / ChunkNodes;
        if (_graph.Arcs < ParallelFrom)
        {
            var knapsack = NewKnapsack();
            for (var chunk = 0; chunk < chunks; chunk++)
                SolveChunk(chunk, knapsack, prices, held);
        }
        else
        {
            Parallel.For(0, chunks, NewKnapsack, (chunk, _, knapsack) => SolveChunk(chunk, knapsack, prices, held), _ => { });
        }

        return _nodeValue.Sum();
    }

    private CopyKnapsack NewKnapsack() => new(_graph) { MaxVisits = 500 };

    private CopyKnapsack SolveChunk(int chunk, CopyKnapsack knapsack, MarketPrices prices, bool[] held)
    {
        var end = Math.Min((chunk + 1) * ChunkNodes, _graph.Nodes);
        for (var node = chunk * ChunkNodes; node < end; node++)
        {
            var (first, count) = (_graph.NodeCopies[node], _graph.NodeCopies[node + 1] - _graph.NodeCopies[node]);
            for (var copy = first; copy < first + count; copy++)
                _values[copy] = ValueOf(copy, prices, prices.Node[node]);
            _nodeValue[node] = knapsack.Solve(node, _values.AsSpan(first, count), _rules.AsSpan(first, count));
            knapsack.Best[..count].CopyTo(held.AsSpan(first));
        }

        return knapsack;
    }

    private double ValueOf(int copy, MarketPrices prices, double nodePrice)
    {
        var value = prices.CopyOffset(copy);
        for (var arc = _graph.CopyArcs[copy]; arc < _graph.CopyArcs[copy + 1]; arc++)
        {
            var demand = _graph.ArcDemand[arc];
            var margin = _graph.ArcProfit[arc] - prices.Demand[demand] - nodePrice;
            if (margin > 0)
                value += margin * _graph.DemandWork[demand];
        }

        return value;
    }
}
