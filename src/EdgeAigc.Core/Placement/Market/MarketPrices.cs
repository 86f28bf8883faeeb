using EdgeAigc.Core.Placement.Candidates;

namespace EdgeAigc.Core.Placement.Market;

/// <summary>Prices of what is scarce in a frame, all at least 0.</summary>
internal sealed class MarketPrices(CandidateGraph graph)
{
    /// <summary>π: per unit of work of each demand.</summary>
    public double[] Demand { get; } = new double[graph.Demands];

    /// <summary>η: per unit of work on each node.</summary>
    public double[] Node { get; } = new double[graph.Nodes];

    /// <summary>σ: per copy of each model that needs replicas.</summary>
    public double[] Replica { get; } = new double[graph.Models];

    /// <summary>λ: per load.</summary>
    public double Load { get; set; }

    /// <summary>What the prices say about a copy beside its work: σ − switch cost − λ when it would be loaded.</summary>
    /// <param name="copy">The copy.</param>
    public double CopyOffset(int copy) =>
        Replica[graph.CopyModel[copy]] - graph.SwitchCost[copy] - (graph.ResidentNow[copy] ? 0 : Load);

    /// <summary>The part of the bound that belongs to no node.</summary>
    /// <param name="problem">The graph priced.</param>
    /// <param name="maxLoads">Loads that the frame allows.</param>
    public double Offset(CandidateGraph problem, int? maxLoads)
    {
        var offset = Load * (maxLoads ?? 0);
        for (var demand = 0; demand < Demand.Length; demand++)
            offset += Demand[demand] * problem.DemandWork[demand];
        for (var model = 0; model < Replica.Length; model++)
            offset -= Replica[model] * problem.MinReplicas[model];
        return offset;
    }

    public void CopyTo(MarketPrices other)
    {
        Demand.CopyTo(other.Demand, 0);
        Node.CopyTo(other.Node, 0);
        Replica.CopyTo(other.Replica, 0);
        other.Load = Load;
    }
}
