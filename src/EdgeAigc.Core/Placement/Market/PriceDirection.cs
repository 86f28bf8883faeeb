using EdgeAigc.Core.Placement.Candidates;

namespace EdgeAigc.Core.Placement.Market;

/// <summary>Which way prices should move: up where more is wanted than there is. Deflected by the step before.</summary>
internal sealed class PriceDirection(CandidateGraph graph, PriceCaps caps)
{
    private readonly double[] _demand = new double[graph.Demands];
    private double _newest;

    /// <summary>By model: replicas that lack.</summary>
    private double[] Replicas { get; } = new double[graph.Models];

    /// <summary>Loads too many.</summary>
    private double Loads { get; set; }

    /// <summary>Starts with nothing served, on top of what is left of the step before.</summary>
    /// <param name="kept">Share of the step before, in [0, 1).</param>
    public void Begin(double kept)
    {
        _newest = 1 - kept;
        for (var demand = 0; demand < _demand.Length; demand++)
            _demand[demand] = (kept * _demand[demand]) - (_newest * graph.DemandWork[demand]);
        for (var model = 0; model < Replicas.Length; model++)
            Replicas[model] = (kept * Replicas[model]) + (_newest * graph.MinReplicas[model]);
        Loads *= kept;
    }

    /// <summary>Counts work as served.</summary>
    /// <param name="demand">Its demand.</param>
    /// <param name="work">The work.</param>
    public void Serve(int demand, double work) => _demand[demand] += _newest * work;

    /// <summary>Counts a copy as held.</summary>
    /// <param name="model">Its model.</param>
    public void Hold(int model) => Replicas[model] -= _newest;

    /// <summary>Counts loads beyond those that the frame allows.</summary>
    /// <param name="loads">Their number; below 0 when more were allowed.</param>
    public void Load(int loads) => Loads += _newest * loads;

    /// <summary>Squared length in the scaled space, without the parts that would push a price below 0.</summary>
    public double Norm(MarketPrices prices, double meanWork, bool limitsLoads)
    {
        var norm = 0.0;
        for (var demand = 0; demand < _demand.Length; demand++)
        {
            if (_demand[demand] > 0 || prices.Demand[demand] > 0)
                norm += _demand[demand] * _demand[demand] / Math.Max(graph.DemandWork[demand], 1e-12);
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
        {
            var price = prices.Demand[demand] + (step * _demand[demand] / Math.Max(graph.DemandWork[demand], 1e-12));
            prices.Demand[demand] = Math.Clamp(price, 0, caps.Demand[demand]);
        }

        for (var model = 0; model < Replicas.Length; model++)
        {
            if (graph.MinReplicas[model] > 0)
                prices.Replica[model] = Math.Clamp(prices.Replica[model] + (step * Replicas[model] * meanWork), 0, caps.Replica[model]);
        }

        if (limitsLoads)
            prices.Load = Math.Clamp(prices.Load + (step * Loads * meanWork), 0, caps.Load);
    }
}
