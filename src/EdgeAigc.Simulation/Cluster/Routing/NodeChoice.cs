namespace EdgeAigc.Simulation.Cluster.Routing;

/// <summary>Looks through the nodes within reach of where a request arrived.</summary>
internal sealed class NodeChoice(NodeState[] nodes, double accessSeconds)
{
    private readonly List<(double Finish, NodeState State)> _ranking = [];
    private long _first;

    /// <summary>Finds the nodes that have the model in memory or on its way, by predicted finish.</summary>
    public void FindCandidates(RequestCourse course, double now)
    {
        var home = nodes[course.Request.Node];
        _ranking.Clear();
        Rank(home, home, course, now);
        // Begins at another one each time, or the first of equals would get all.
        _first++;
        for (var place = 0; place < home.Reachable.Length; place++)
            Rank(home, nodes[home.Reachable[(int)((place + _first) % home.Reachable.Length)]], course, now);
        if (_ranking.Count > 1)
            _ranking.Sort((one, other) => other.Finish.CompareTo(one.Finish));
        foreach (var (_, state) in _ranking)
            course.Candidates.Add(state);
    }

    /// <summary>The node that gives up least for the model; null when one is about to have it, or none can make room.</summary>
    public NodeState? Cheapest(in ClusterRequest request, double now)
    {
        var home = nodes[request.Node];
        var (best, least) = ((NodeState?)null, double.PositiveInfinity);
        for (var place = -1; place < home.Reachable.Length; place++)
        {
            var state = place < 0 ? home : nodes[home.Reachable[place]];
            if (state.Memory.Serves(request.Model))
            {
                if (!state.Memory.IsReady(request.Model))
                    return null;
                continue;
            }

            var offer = state.Memory.Offer(request.Model, request.Tenant, now);
            if (offer < least)
                (best, least) = (state, offer);
        }

        return best;
    }

    private void Rank(NodeState home, NodeState state, RequestCourse course, double now)
    {
        var model = course.Request.Model;
        if (!state.Memory.Serves(model))
            return;
        var wait = Math.Max(state.Node.PromisedSeconds, state.Memory.WaitSeconds(model, now));
        _ranking.Add((wait + (state == home ? 0 : accessSeconds), state));
        course.Hit |= state.Memory.IsReady(model);
    }
}
