using EdgeAigc.Core.Placement.Candidates;

namespace EdgeAigc.Core.Placement.Market;

/// <summary>Solves one node at given prices, with buffers for one thread.</summary>
internal sealed class NodePricer(CandidateGraph graph)
{
    private readonly CopyKnapsack _knapsack = new(graph) { MaxVisits = 50 };
    private readonly NodeSubproblem _subproblem = new(graph) { MaxPrices = 4 };
    private readonly double[] _values = new double[CopyKnapsack.MaxCopies(graph)];
    private readonly List<(double Margin, int Arc)> _fill = [];

    /// <summary>Prices capacity: a knapsack of copies. Its work is then cut to the capacity, best first, and η goes towards the margin
    /// at which the cut falls.</summary>
    /// <returns>The node's part of the bound, η·capacity included.</returns>
    public double Price(int node, MarketPrices prices, CopyRule[] rules, NodePricing result, double mix)
    {
        var (first, count) = (graph.NodeCopies[node], graph.NodeCopies[node + 1] - graph.NodeCopies[node]);
        var nodePrice = prices.Node[node];
        for (var item = 0; item < count; item++)
            _values[item] = ValueOf(first + item, prices, nodePrice);
        var value = _knapsack.Solve(node, _values.AsSpan(0, count), rules.AsSpan(first, count));
        _knapsack.Best[..count].CopyTo(result.Held.AsSpan(first));
        prices.Node[node] += mix * (Fill(node, prices, result) - nodePrice);
        return value + (nodePrice * graph.Capacity[node]);
    }

    /// <summary>Keeps capacity: the exact problem of the node.</summary>
    /// <returns>The node's part of the bound.</returns>
    public double Keep(int node, MarketPrices prices, CopyRule[] rules, NodePricing result)
    {
        var (first, count) = (graph.NodeCopies[node], graph.NodeCopies[node + 1] - graph.NodeCopies[node]);
        for (var item = 0; item < count; item++)
            _values[item] = -prices.CopyOffset(first + item);
        for (var arc = graph.CopyArcs[first]; arc < graph.CopyArcs[first + count]; arc++)
            _subproblem.Margins.All[arc - graph.CopyArcs[first]] = graph.ArcProfit[arc] - prices.Demand[graph.ArcDemand[arc]];
        _subproblem.MaxVisits = result.Depth;
        _subproblem.CapacityPrice = prices.Node[node];
        var value = _subproblem.Solve(node, _values.AsSpan(0, count), rules.AsSpan(first, count));
        prices.Node[node] = _subproblem.CapacityPrice;
        _subproblem.Best.CopyTo(result.Held.AsSpan(first));
        Fill(node, prices, result);
        return value;
    }

    private double ValueOf(int copy, MarketPrices prices, double nodePrice)
    {
        var value = prices.CopyOffset(copy);
        for (var arc = graph.CopyArcs[copy]; arc < graph.CopyArcs[copy + 1]; arc++)
        {
            var demand = graph.ArcDemand[arc];
            var margin = graph.ArcProfit[arc] - prices.Demand[demand] - nodePrice;
            if (margin > 0)
                value += margin * graph.ArcWork[arc];
        }

        return value;
    }

    /// <summary>Spreads the capacity over the work of the held copies, the best margins first.</summary>
    /// <returns>The margin at which the capacity ends; 0 when it does not.</returns>
    private double Fill(int node, MarketPrices prices, NodePricing result)
    {
        _fill.Clear();
        for (var copy = graph.NodeCopies[node]; copy < graph.NodeCopies[node + 1]; copy++)
        {
            if (!result.Held[copy])
                continue;
            for (var arc = graph.CopyArcs[copy]; arc < graph.CopyArcs[copy + 1]; arc++)
            {
                result.Served[arc] = 0;
                var margin = graph.ArcProfit[arc] - prices.Demand[graph.ArcDemand[arc]];
                if (margin > 0)
                    _fill.Add((-margin, arc));
            }
        }

        _fill.Sort();
        var room = graph.Capacity[node];
        foreach (var (margin, arc) in _fill)
        {
            var work = Math.Min(room, graph.ArcWork[arc]);
            result.Served[arc] = work;
            room -= work;
            if (room <= 0)
                return -margin;
        }

        return 0;
    }
}
