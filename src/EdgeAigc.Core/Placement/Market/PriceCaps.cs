using EdgeAigc.Core.Placement.Candidates;

namespace EdgeAigc.Core.Placement.Market;

/// <summary>Prices above which nothing changes any more. Without them a price could run away where its constraint is met exactly, and the
/// bound would drown in rounding.</summary>
internal sealed class PriceCaps
{
    public PriceCaps(CandidateGraph graph)
    {
        Demand = new double[graph.Demands];
        Replica = new double[graph.Models];
        var highest = 0.0;
        for (var arc = 0; arc < graph.Arcs; arc++)
        {
            Demand[graph.ArcDemand[arc]] = Math.Max(Demand[graph.ArcDemand[arc]], graph.ArcProfit[arc]);
            highest = Math.Max(highest, graph.ArcProfit[arc]);
        }

        for (var copy = 0; copy < graph.Copies; copy++)
        {
            // A copy displaces at most what its node can earn.
            var most = graph.SwitchCost[copy] + (graph.Capacity[graph.CopyNode[copy]] * highest);
            Replica[graph.CopyModel[copy]] = Math.Max(Replica[graph.CopyModel[copy]], most);
            Load = Math.Max(Load, most);
        }
    }

    /// <summary>By demand: its best profit. Nobody serves it for more.</summary>
    public double[] Demand { get; }

    /// <summary>By model: the most that holding a copy of it can cost.</summary>
    public double[] Replica { get; }

    /// <summary>The most that a load can earn.</summary>
    public double Load { get; }
}
