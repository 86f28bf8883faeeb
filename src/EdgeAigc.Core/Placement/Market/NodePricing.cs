using EdgeAigc.Core.Placement.Candidates;

namespace EdgeAigc.Core.Placement.Market;

/// <summary>Solves all nodes at given prices, in parallel when there are many. Each node is solved by itself and the values are added in the
/// order of the nodes, so that the number of processors changes nothing.</summary>
internal sealed class NodePricing
{
    /// <summary>Arcs below which threads cost more than they bring.</summary>
    private const int ParallelFrom = 20_000;

    private const int ChunkNodes = 32;
    private const int LeastChunkNodes = 8;

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
    public double Solve(MarketPrices prices, double mix) => Solve(0, 1, prices, mix);

    /// <summary>Solves each so-many-th node anew, the capacity kept.</summary>
    /// <param name="first">The first one.</param>
    /// <param name="stride">So many.</param>
    /// <param name="prices">The prices; η is changed.</param>
    /// <returns>Sum of the last values of all nodes.</returns>
    public double SolveEach(int first, int stride, MarketPrices prices) => Solve(first, stride, prices, 0);

    private double Solve(int first, int stride, MarketPrices prices, double mix)
    {
        var chunkNodes = Math.Max(ChunkNodes / stride, LeastChunkNodes);
        var count = (_graph.Nodes - first + stride - 1) / stride;
        var chunks = (count + chunkNodes - 1) / chunkNodes;
        if (_graph.Arcs < ParallelFrom)
        {
            var pricer = Rent();
            for (var chunk = 0; chunk < chunks; chunk++)
                SolveChunk(chunk, pricer);
            Return(pricer);
        }
        else
        {
            Parallel.For(0, chunks, Rent, (chunk, _, pricer) => SolveChunk(chunk, pricer), Return);
        }

        return _nodeValue.Sum();

        NodePricer SolveChunk(int chunk, NodePricer pricer)
        {
            for (var place = chunk * chunkNodes; place < Math.Min((chunk + 1) * chunkNodes, count); place++)
                SolveNode(first + (place * stride), pricer, prices, mix);
            return pricer;
        }
    }

    private void SolveNode(int node, NodePricer pricer, MarketPrices prices, double mix) =>
        _nodeValue[node] = KeepsCapacity ? pricer.Keep(node, prices, _rules, this) : pricer.Price(node, prices, _rules, this, mix);

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
