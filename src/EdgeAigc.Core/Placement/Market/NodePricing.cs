using EdgeAigc.Core.Placement.Candidates;

namespace EdgeAigc.Core.Placement.Market;

/// <summary>Solves all nodes at given prices, in parallel when there are many. Each node is solved by itself and the values are added in the
/// order of the nodes, so that the number of processors changes nothing.</summary>
internal sealed class NodePricing
{
    /// <summary>Arcs below which threads cost more than they bring.</summary>
    private const int ParallelFrom = 20_000;

    private const int ChunkNodes = 32;

    private readonly CandidateGraph _graph;
    private readonly CopyRule[] _rules;
    private readonly double[] _nodeValue;
    private readonly Stack<NodePricer> _idle = new();

    public NodePricing(CandidateGraph graph, CopyRule[] rules)
    {
        (_graph, _rules) = (graph, rules);
        _nodeValue = new double[graph.Nodes];
        Held = new bool[graph.Copies];
        Served = new double[graph.Arcs];
    }

    /// <summary>Whether capacity is kept (true) or priced (false, weaker and several times faster).</summary>
    public bool KeepsCapacity { get; set; }

    /// <summary>How far the search of each node goes where capacity is kept, in branches.</summary>
    public int Depth { get; set; } = 100;

    /// <summary>By copy: whether its node would hold it.</summary>
    public bool[] Held { get; }

    /// <summary>By arc of those copies: the work that it would carry.</summary>
    public double[] Served { get; }

    /// <summary>Sum of the nodes' optima, or of upper bounds of them, and moves the prices of capacity.</summary>
    /// <param name="prices">The prices; η is changed.</param>
    /// <param name="mix">Share of the way that η goes where capacity is priced.</param>
    public double Solve(MarketPrices prices, double mix)
    {
        var chunks = (_graph.Nodes + ChunkNodes - 1) / ChunkNodes;
        if (_graph.Arcs < ParallelFrom)
        {
            var pricer = Rent();
            for (var chunk = 0; chunk < chunks; chunk++)
                SolveChunk(chunk, pricer, prices, mix);
            Return(pricer);
        }
        else
        {
            Parallel.For(0, chunks, Rent, (chunk, _, pricer) => SolveChunk(chunk, pricer, prices, mix), Return);
        }

        return _nodeValue.Sum();
    }

    private NodePricer SolveChunk(int chunk, NodePricer pricer, MarketPrices prices, double mix)
    {
        var end = Math.Min((chunk + 1) * ChunkNodes, _graph.Nodes);
        for (var node = chunk * ChunkNodes; node < end; node++)
        {
            _nodeValue[node] = KeepsCapacity
                ? pricer.Keep(node, prices, _rules, this)
                : pricer.Price(node, prices, _rules, this, mix);
        }

        return pricer;
    }

    private NodePricer Rent()
    {
        lock (_idle)
            return _idle.TryPop(out var pricer) ? pricer : new(_graph);
    }

    private void Return(NodePricer pricer)
    {
        lock (_idle)
            _idle.Push(pricer);
    }
}
