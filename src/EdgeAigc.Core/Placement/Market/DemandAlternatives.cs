using EdgeAigc.Core.Placement.Candidates;
using EdgeAigc.Core.Placement.Routing;

namespace EdgeAigc.Core.Placement.Market;

/// <summary>What demands earn elsewhere than on the node that is looked at, in the placement as it stands.</summary>
internal sealed class DemandAlternatives(CandidateGraph graph, FlowState state)
{
    private readonly double[] _scarcity = new double[graph.Nodes];
    private readonly int[] _stamp = new int[graph.Nodes];
    private int _look;

    /// <summary>Starts afresh after the placement may have changed.</summary>
    public void Begin() => _look++;

    /// <summary>What a unit of a demand earns on the best other node, less what it displaces there; 0 in the cloud.</summary>
    /// <param name="demand">The demand.</param>
    /// <param name="node">The node that is looked at.</param>
    public double Elsewhere(int demand, int node)
    {
        var best = 0.0;
        for (var place = graph.DemandArcs[demand]; place < graph.DemandArcs[demand + 1]; place++)
        {
            var arc = graph.DemandArc[place];
            if (graph.ArcProfit[arc] <= best)
                break;
            var other = graph.ArcNode[arc];
            if (other != node && state.IsOpen(graph.ArcCopy[arc]))
                best = Math.Max(best, graph.ArcProfit[arc] - Scarcity(other));
        }

        return best;
    }

    private double Scarcity(int node)
    {
        if (_stamp[node] != _look)
            (_stamp[node], _scarcity[node]) = (_look, PlanPrices.Scarcity(graph, state, node));
        return _scarcity[node];
    }
}
