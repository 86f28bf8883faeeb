using EdgeAigc.Core.Placement.Candidates;

namespace EdgeAigc.Core.Placement.Market;

/// <summary>Which way prices should move: up where more is wanted than there is. Deflected by the step before.</summary>
internal sealed class PriceDirection(CandidateGraph graph)
{
    private readonly double[] _demand = new double[graph.Demands];
    private readonly double[] _node = new double[graph.Nodes];

    /// <summary>By model: replicas that lack.</summary>
    public double[] Replicas { get; } = new double[graph.Models];

    /// <summary>Loads too many.</summary>
    public double Loads { get; set; }

    /// <summary>Starts with nothing served, on top of what is left of the step before.</summary>
    /// <param name="kept">Share of the step before.</param>
    public void Begin(double kept)
    {
        for (var demand = 0; demand < _demand.Length; demand++)
            _demand[demand] = (kept * _demand[demand]) - graph.DemandWork[demand];
        for (var node = 0; node < _node.Length; node++)
            _node[node] = (kept * _node[node]) - graph.Capacity[node];
        for (var model = 0; model < Replicas.Length; model++)
            Replicas[model] = (kept * Replicas[model]) + graph.MinReplicas[model];
        Loads *= kept;
    }

    /// <summary>Counts a demand as served in full by a node.</summary>
    /// <param name="demand">The demand.</param>
    /// <param name="node">The node.</param>
    public void Serve(int demand, int node)
    {
        _demand[demand] += graph.DemandWork[demand];
        _node[node] += graph.DemandWork[demand];
    }

    /// <summary>Squared length in the scaled space, without the parts that would push a price below 0.</summary>
    public double Norm(MarketPrices prices, double meanWork, bool limitsLoads)
    {
        var norm = 0.0;
        for (var demand = 0; demand < _demand.Length; demand++)
        {
            if (_demand[demand] > 0 || prices.Demand[demand] > 0)
                norm += _demand[demand] * _demand[demand] / Math.Max(graph.DemandWork[demand], 1e-12);
        }

        for (var node = 0; node < _node.Length; node++)
        {
            if (_node[node] > 0 || prices.Node[node] > 0)
                norm += _node[node] * _node[node] / Math.Max(graph.Capacity[node], 1e-12);
        }

        for (var model = 0; model < Replicas.Length; model++)
        {
            if (graph.MinReplicas[model] > 0 && (Replicas[model] > 0 || prices.Replica[model] > 0))
                norm += Replicas[model] * Replicas[model] * meanWork;
        }

        return limitsLoads && (Loads > 0 || prices.Load > 0) ? norm + (Loads * Loads * meanWork) : norm;
    }

    /// <summary>Moves the prices by a step of that length.</summary>
    public void Apply(MarketPrices prices, double step, double meanWork, bool limitsLoads)
    {
        for (var demand = 0; demand < _demand.Length; demand++)
            prices.Demand[demand] = Math.Max(0, prices.Demand[demand] + (step * _demand[demand] / Math.Max(graph.DemandWork[demand], 1e-12)));
        for (var node = 0; node < _node.Length; node++)
            prices.Node[node] = Math.Max(0, prices.Node[node] + (step * _node[node] / Math.Max(graph.Capacity[node], 1e-12)));
        for (var model = 0; model < Replicas.Length; model++)
        {
            if (graph.MinReplicas[model] > 0)
                prices.Replica[model] = Math.Max(0, prices.Replica[model] + (step * Replicas[model] * meanWork));
        }

        if (limitsLoads)
            prices.Load = Math.Max(0, prices.Load + (step * Loads * meanWork));
    }
}
