using EdgeAigc.Core.Placement.Candidates;
using EdgeAigc.Core.Placement.Routing;

namespace EdgeAigc.Core.Placement.Market;

/// <summary>Prices that a routed placement suggests, so that the first steps are not spent on finding their order of magnitude.</summary>
internal static class PlanPrices
{
    /// <summary>Share of what an unserved demand could earn that it is priced at: it competes for copies, but weakly.</summary>
    private const double UnservedShare = 0.5;

    /// <summary>Sets η to the least profitable work of a full node, and π to what a demand earns above it.</summary>
    /// <param name="graph">The frame.</param>
    /// <param name="state">The placement.</param>
    /// <param name="prices">Takes the prices.</param>
    public static void Set(CandidateGraph graph, FlowState state, MarketPrices prices)
    {
        for (var node = 0; node < graph.Nodes; node++)
            prices.Node[node] = Scarcity(graph, state, node);
        for (var demand = 0; demand < graph.Demands; demand++)
        {
            var (served, possible) = (0.0, 0.0);
            for (var place = graph.DemandArcs[demand]; place < graph.DemandArcs[demand + 1]; place++)
            {
                var arc = graph.DemandArc[place];
                var margin = graph.ArcProfit[arc] - prices.Node[graph.ArcNode[arc]];
                possible = Math.Max(possible, margin);
                if (state.Carries(arc))
                    served = Math.Max(served, margin);
            }

            prices.Demand[demand] = Math.Max(served, UnservedShare * possible);
        }
    }

    /// <summary>What a unit of a node's capacity earns at the margin: the least profitable work there, or nothing while some is spare.</summary>
    /// <param name="graph">The frame.</param>
    /// <param name="state">The placement.</param>
    /// <param name="node">The node.</param>
    public static double Scarcity(CandidateGraph graph, FlowState state, int node)
    {
        if (state.HasSpare(node))
            return 0;
        var least = double.PositiveInfinity;
        foreach (var copy in state.OpenCopies(node))
        {
            for (var arc = graph.CopyArcs[copy]; arc < graph.CopyArcs[copy + 1]; arc++)
            {
                if (state.Carries(arc))
                    least = Math.Min(least, graph.ArcProfit[arc]);
            }
        }

        return double.IsFinite(least) ? least : 0;
    }
}
