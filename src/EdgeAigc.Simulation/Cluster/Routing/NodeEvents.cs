namespace EdgeAigc.Simulation.Cluster.Routing;

/// <summary>What happens on the nodes, one event after the other.</summary>
internal sealed class NodeEvents(NodeState[] nodes)
{
    private readonly EventCalendar _calendar = new(nodes.Length);
    private readonly List<NodeState> _touched = [];

    /// <summary>When something happens next; infinite when nothing is to happen.</summary>
    public double NextTime => _calendar.NextTime;

    /// <summary>Lets the next thing happen.</summary>
    public void HandleNext(double now)
    {
        var state = nodes[_calendar.Next];
        Touch(state);
        if (state.Memory.LoadedAt > now)
        {
            state.Node.Handle(now);
            return;
        }

        foreach (var job in state.Memory.EndLoad(now))
            state.Node.Start(job);
        state.Memory.GoOn(now);
    }

    /// <summary>A node is about to be changed.</summary>
    public void Touch(NodeState state)
    {
        if (state.Touched)
            return;
        state.Touched = true;
        _touched.Add(state);
    }

    /// <summary>Lets the nodes that were changed work on, all that came at once together, and puts their next events down.</summary>
    public void Settle(double now)
    {
        foreach (var state in _touched)
        {
            state.Node.Wake(now);
            state.Touched = false;
            _calendar.Set(state.Index, state.NextEvent);
        }

        _touched.Clear();
    }
}
