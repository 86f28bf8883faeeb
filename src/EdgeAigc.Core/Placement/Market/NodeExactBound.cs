using EdgeAigc.Core.Placement.Candidates;

namespace EdgeAigc.Core.Placement.Market;

/// <summary>
/// Tightens a bound at given demand prices: the capacity of a node is no longer priced but kept, so that each node's share is
/// the exact optimum of its <see cref="NodeSubproblem"/>, or an upper bound of it where the search ends early.
/// </summary>
internal static class NodeExactBound
{
    private const int MaxVisits = 400;

    /// <summary>The bound over <see cref="CandidateGraph.CloudValue"/>.</summary>
    public static double At(CandidateGraph graph, CopyRule[] rules, MarketPrices prices, int? maxLoads)
    {
        var shares = new double[graph.Nodes];
        Parallel.For(
            0,
            graph.Nodes,
            () => new NodeSubproblem(graph) { MaxVisits = MaxVisits },
            (node, _, subproblem) =>
            {
                shares[node] = Share(graph, rules, prices, subproblem, node);
                return subproblem;
            },
            _ => { });

        var bound = prices.Load * (maxLoads ?? 0);
        for (var demand = 0; demand < graph.Demands; demand++)
            bound += prices.Demand[demand] * graph.DemandWork[demand];
        for (var model = 0; model < graph.Models; model++)
            bound -= prices.Replica[model] * graph.MinReplicas[model];
        return bound + shares.Sum();
    }

    private static double Share(CandidateGraph graph, CopyRule[] rules, MarketPrices prices, NodeSubproblem subproblem, int node)
    {
        var (first, count) = (graph.NodeCopies[node], graph.NodeCopies[node + 1] - graph.NodeCopies[node]);
        var costs = new double[count];
        for (var item = 0; item < count; item++)
            costs[item] = -prices.CopyOffset(first + item);
        for (var arc = graph.CopyArcs[first]; arc < graph.CopyArcs[first + count]; arc++)
            subproblem.Margins[arc - graph.CopyArcs[first]] = graph.ArcProfit[arc] - prices.Demand[graph.ArcDemand[arc]];
        return subproblem.Solve(node, costs, rules.AsSpan(first, count));
    }
}
