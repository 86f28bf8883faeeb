using EdgeAigc.Core.Negotiation;
using EdgeAigc.Simulation.Nodes;

namespace EdgeAigc.Simulation.Cluster.Routing;

/// <summary>One bid of a request to one node.</summary>
internal sealed class NodeAsk(RequestCourse course, NodeState state, Bid bid, double latencySeconds, double now) : ISimulatedRequest
{
    public static NodeAsk Of(RequestCourse course, NodeState state, string bid, ClusterScenario scenario, double now)
    {
        var request = course.Request;
        return new(course, state, new()
        {
            Id = bid,
            Model = scenario.Models[request.Model].Name,
            Weight = request.Weight,
            LatencyPreference = request.LatencyPreference,
            DeadlineSeconds = Math.Max(0, request.DeadlineSeconds - (now - request.Time)),
            Steps = request.Steps > 0 ? request.Steps : null,
            LoadSeconds = state.WaitSeconds(request.Model, scenario.Models[request.Model].Name, now),
            PayloadBits = request.PayloadBits,
        }, state.Index == request.Node ? 0 : scenario.ForwardSeconds ?? scenario.AccessSeconds, now);
    }

    public RequestCourse Course { get; } = course;

    public NodeState State { get; } = state;

    public Bid Bid { get; } = bid;

    /// <summary>What it adds to the delay that the request is not served where it arrived.</summary>
    public double LatencySeconds { get; } = latencySeconds;

    public double Time { get; } = now;

    /// <summary>Whether the node has said anything yet.</summary>
    public bool Heard { get; set; }

    public Offer? Offer { get; set; }

    /// <summary>Whether the bid or an offer stands, so that it must be taken back when another node serves.</summary>
    public bool Open { get; set; } = true;
}
