using EdgeAigc.Core.Routing;

namespace EdgeAigc.Simulation.Cluster.Routing;

/// <summary>Looks through the nodes within reach of where a request arrived.</summary>
/// <param name="nodes">The nodes.</param>
/// <param name="scenario">The cluster.</param>
/// <param name="loadsMisses">Whether nodes load models for requests; else only those are candidates that have the model or were told to.</param>
internal sealed class NodeChoice(NodeState[] nodes, ClusterScenario scenario, bool loadsMisses)
{
    private readonly RoutingView _view = new(nodes, scenario.ViewSeconds);
    private readonly Dictionary<string, NodeState> _byName = nodes.ToDictionary(state => state.Node.Name, StringComparer.Ordinal);

    // What a silo tells of a model: an image of the usual steps made alone.
    private readonly double[] _serviceSeconds = [.. scenario.Models.Select(model =>
        model.Profile.FixedSeconds + (scenario.Negotiation.Allocator.FixedSteps * model.Profile.Latency!.Interpolate(1)))];

    /// <summary>Whether the model is ready somewhere within reach.</summary>
    public bool IsHit(in ClusterRequest request)
    {
        var model = request.Model;
        return nodes[request.Node].Memory.IsReady(model) || Array.Exists(nodes[request.Node].Reachable, node => nodes[node].Memory.IsReady(model));
    }

    /// <summary>The nodes that may be asked next.</summary>
    public List<NodeCandidate> Candidates(RequestCourse course, double now)
    {
        var home = nodes[course.Request.Node];
        var candidates = new List<NodeCandidate>(home.Reachable.Length + 1);
        Add(home);
        foreach (var node in home.Reachable)
            Add(nodes[node]);
        return candidates;

        void Add(NodeState state)
        {
            var model = course.Request.Model;
            if (course.Nodes.Excluded.Contains(state.Node.Name) || scenario.Models[model].MemoryBytes > state.MemoryBytes || !(loadsMisses || state.Memory.IsMeantToBeHere(model)))
                return;
            var known = _view.Of(home.Index, state.Index, now);
            candidates.Add(known.Of(model, _serviceSeconds[model]).Candidate(now - known.Time, state == home ? 0 : scenario.AccessSeconds));
        }
    }

    /// <summary>Those of the candidates that a bid goes to.</summary>
    public IEnumerable<NodeState> Pick(string bid, IReadOnlyCollection<NodeCandidate> candidates) => CandidateChoice.Pick(bid, candidates).Select(name => _byName[name]);

    /// <summary>The node that gives up least for a copy of the model; null when none can make room, or one is about to have it.</summary>
    public NodeState? Cheapest(in ClusterRequest request, double now)
    {
        var home = nodes[request.Node];
        var (best, least) = ((NodeState?)null, double.PositiveInfinity);
        for (var place = -1; place < home.Reachable.Length; place++)
        {
            var state = place < 0 ? home : nodes[home.Reachable[place]];
            if (state.Memory.IsReady(request.Model))
                continue;
            if (state.Memory.Present.Contains(request.Model))
                return null;
            var offer = state.Memory.Offer(request.Model, now);
            if (offer < least)
                (best, least) = (state, offer);
        }

        return best;
    }
}
