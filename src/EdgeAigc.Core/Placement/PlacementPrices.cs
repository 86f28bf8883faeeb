using EdgeAigc.Core.Placement.Candidates;
using EdgeAigc.Core.Placement.Market;

namespace EdgeAigc.Core.Placement;

/// <summary>The prices with which a plan was certified. Frames resemble those before them, so planning gets further when it starts from them; any prices
/// certify any frame, only the gap differs.</summary>
public sealed class PlacementPrices
{
    private readonly Dictionary<NodeModel, double> _demand = [];
    private readonly Dictionary<string, double> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _replicas = new(StringComparer.Ordinal);
    private readonly double _load;

    internal PlacementPrices(CandidateGraph graph, MarketPrices prices)
    {
        var problem = graph.Problem;
        for (var demand = 0; demand < graph.Demands; demand++)
            _demand[new(problem.Demand[demand].Node, problem.Demand[demand].Model)] = prices.Demand[demand];
        for (var node = 0; node < graph.Nodes; node++)
            _nodes[problem.Nodes[node].Name] = prices.Node[node];
        for (var model = 0; model < graph.Models; model++)
            _replicas[problem.Models[model].Name] = prices.Replica[model];
        _load = prices.Load;
    }

    /// <summary>Sets the prices of what this frame had too; those of the rest stay.</summary>
    internal void CopyTo(CandidateGraph graph, MarketPrices prices)
    {
        var problem = graph.Problem;
        for (var demand = 0; demand < graph.Demands; demand++)
            prices.Demand[demand] = _demand.GetValueOrDefault(new(problem.Demand[demand].Node, problem.Demand[demand].Model), prices.Demand[demand]);
        for (var node = 0; node < graph.Nodes; node++)
            prices.Node[node] = _nodes.GetValueOrDefault(problem.Nodes[node].Name, prices.Node[node]);
        for (var model = 0; model < graph.Models; model++)
            prices.Replica[model] = graph.MinReplicas[model] > 0 ? _replicas.GetValueOrDefault(problem.Models[model].Name) : 0;
        prices.Load = _load;
    }
}
