using EdgeAigc.Core.Placement.Candidates;

namespace EdgeAigc.Core.Placement.Market;

/// <summary>
/// Moves prices many times while every node is solved once. Nodes answer in turns, a block of them at a time, and after each block the prices
/// move by what all nodes want by their last answers (surrogate subgradients: Zhao, Luh and Wang, "Surrogate gradient algorithm for
/// Lagrangian relaxation", 1999). So the next block already sees a demand as dear that the blocks before it have taken, where all at once would take it
/// and all at once leave it. What the answers sum up to is no bound, since they were given at different prices.
/// </summary>
/// <param name="graph">The frame.</param>
/// <param name="pricing">Solves the nodes.</param>
/// <param name="caps">Prices that are high enough.</param>
/// <param name="prices">The prices that move.</param>
/// <param name="maxLoads">Loads that the frame allows.</param>
internal sealed class PriceSweeps(CandidateGraph graph, NodePricing pricing, PriceCaps caps, MarketPrices prices, int? maxLoads)
{
    private const int MaxBlocks = 8;

    private readonly double[] _served = new double[graph.Demands];
    private readonly int[] _replicas = new int[graph.Models];
    private readonly double _meanWork = Math.Max(graph.DemandWork.DefaultIfEmpty().Average(), 1e-9);
    private int _loads;

    /// <summary>Starts from what the nodes want now.</summary>
    public void Begin()
    {
        Array.Clear(_served);
        Array.Clear(_replicas);
        _loads = 0;
        for (var node = 0; node < graph.Nodes; node++)
            Count(node, 1);
    }

    /// <summary>Asks every node once.</summary>
    /// <param name="target">Where the bound might go.</param>
    /// <param name="share">Share of Polyak's length that each step has.</param>
    public void Run(double target, double share)
    {
        var blocks = Math.Min(MaxBlocks, graph.Nodes);
        for (var block = 0; block < blocks; block++)
        {
            for (var node = block; node < graph.Nodes; node += blocks)
                Count(node, -1);
            var value = prices.Offset(graph, maxLoads) + pricing.SolveEach(block, blocks, prices);
            for (var node = block; node < graph.Nodes; node += blocks)
                Count(node, 1);
            var norm = Norm();
            if (norm > 0)
                Move(share * Math.Max(value - target, 1e-4 * Math.Abs(value)) / norm);
        }
    }

    private void Count(int node, int sign)
    {
        for (var copy = graph.NodeCopies[node]; copy < graph.NodeCopies[node + 1]; copy++)
        {
            if (!pricing.Held[copy])
                continue;
            for (var arc = graph.CopyArcs[copy]; arc < graph.CopyArcs[copy + 1]; arc++)
                _served[graph.ArcDemand[arc]] += sign * pricing.Served[arc];
            _replicas[graph.CopyModel[copy]] += sign;
            _loads += graph.ResidentNow[copy] ? 0 : sign;
        }
    }

    private double Norm()
    {
        var norm = 0.0;
        for (var demand = 0; demand < _served.Length; demand++)
        {
            var excess = _served[demand] - graph.DemandWork[demand];
            if (excess > 0 || prices.Demand[demand] > 0)
                norm += excess * excess / Math.Max(graph.DemandWork[demand], 1e-12);
        }

        for (var model = 0; model < _replicas.Length; model++)
        {
            double lack = graph.MinReplicas[model] - _replicas[model];
            if (graph.MinReplicas[model] > 0 && (lack > 0 || prices.Replica[model] > 0))
                norm += lack * lack * _meanWork;
        }

        return maxLoads is { } most && (_loads > most || prices.Load > 0) ? norm + ((double)(_loads - most) * (_loads - most) * _meanWork) : norm;
    }

    private void Move(double step)
    {
        for (var demand = 0; demand < _served.Length; demand++)
        {
            var excess = (_served[demand] - graph.DemandWork[demand]) / Math.Max(graph.DemandWork[demand], 1e-12);
            prices.Demand[demand] = Math.Clamp(prices.Demand[demand] + (step * excess), 0, caps.Demand[demand]);
        }

        for (var model = 0; model < _replicas.Length; model++)
        {
            if (graph.MinReplicas[model] > 0)
                prices.Replica[model] = Math.Clamp(prices.Replica[model] + (step * (graph.MinReplicas[model] - _replicas[model]) * _meanWork), 0, caps.Replica[model]);
        }

        if (maxLoads is { } most)
            prices.Load = Math.Clamp(prices.Load + (step * (_loads - most) * _meanWork), 0, caps.Load);
    }
}
