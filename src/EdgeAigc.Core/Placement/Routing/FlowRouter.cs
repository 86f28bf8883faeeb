using EdgeAigc.Core.Placement.Candidates;

namespace EdgeAigc.Core.Placement.Routing;

/// <summary>
/// The flows of a placement, kept near their optimum while copies open and close. Routing is a transportation problem, and
/// each change is repaired along augmenting chains (Ford and Fulkerson; the chain that gains most first): a node with spare
/// capacity <i>pulls</i> work from the cloud or from other nodes, and displaced demand is <i>inserted</i> by displacing cheaper
/// work, over at most <see cref="MaxHops"/> nodes. Every change can be undone.
/// </summary>
/// <remarks>Inserting the demands one by one into a graph that is fully open, without a limit on hops, is the successive
/// shortest path method and therefore exact: <see cref="RouteAll"/>.</remarks>
internal sealed class FlowRouter
{
    private readonly CandidateGraph _graph;
    private readonly FlowState _state;
    private readonly ChainSearch _search;
    private readonly Queue<int> _freed = new();
    private readonly List<int> _displaced = [];

    public FlowRouter(CandidateGraph graph)
    {
        _graph = graph;
        _state = new(graph);
        _search = new(graph, _state);
    }

    /// <summary>Nodes that a chain may pass.</summary>
    public int MaxHops { get; set; } = 2;

    /// <summary>Flows and open copies.</summary>
    public FlowState State => _state;

    /// <summary>Opens and closes copies of one node and routes what that changes.</summary>
    /// <param name="node">The node.</param>
    /// <param name="resident">By copy of that node, the first at 0: whether it is open afterwards.</param>
    public void Replace(int node, ReadOnlySpan<bool> resident)
    {
        _displaced.Clear();
        Evict(node);
        var first = _graph.NodeCopies[node];
        for (var copy = first; copy < _graph.NodeCopies[node + 1]; copy++)
        {
            if (_state.IsOpen(copy) && !resident[copy - first])
                _state.SetOpen(copy, false);
        }

        for (var copy = first; copy < _graph.NodeCopies[node + 1]; copy++)
        {
            if (!_state.IsOpen(copy) && resident[copy - first])
                _state.SetOpen(copy, true);
        }

        _freed.Enqueue(node);
        PullAll();
        foreach (var demand in _displaced)
            Insert(demand);
        PullAll();
    }

    /// <summary>Routes all demand to the open copies from nothing, exactly: no other flow on the same copies is worth more.</summary>
    public void RouteAll()
    {
        var hops = MaxHops;
        MaxHops = int.MaxValue;
        for (var demand = 0; demand < _graph.Demands; demand++)
            Insert(demand);
        MaxHops = hops;
    }

    private void Evict(int node)
    {
        foreach (var copy in _state.OpenCopies(node))
        {
            for (var arc = _graph.CopyArcs[copy]; arc < _graph.CopyArcs[copy + 1]; arc++)
            {
                if (!_state.Carries(arc))
                    continue;
                _displaced.Add(_graph.ArcDemand[arc]);
                _state.Shift(arc, -_state.Flow(arc));
            }
        }
    }

    private void PullAll()
    {
        while (_freed.TryDequeue(out var node))
        {
            while (_state.HasSpare(node) && _search.Pull(node, MaxHops, out var left))
            {
                if (left >= 0)
                    _freed.Enqueue(left);
            }
        }
    }

    private void Insert(int demand)
    {
        while (_state.IsUnserved(demand) && _search.Insert(demand, MaxHops))
        {
        }
    }
}
