using EdgeAigc.Core.Negotiation;
using EdgeAigc.Simulation.Nodes;

namespace EdgeAigc.Simulation.Cluster.Routing;

/// <summary>One bid of a request to one node.</summary>
internal sealed class NodeAsk(RequestCourse course, NodeState state, Bid bid, double latencySeconds, double now) : ISimulatedRequest
{
    /// <summary>A bid, which claims the model from now on.</summary>
    public static NodeAsk Of(RequestCourse course, NodeState state, ClusterScenario scenario, double now)
    {
        var request = course.Request;
        var latency = state.Index == request.Node ? 0 : scenario.AccessSeconds;
        state.Memory.Claim(request.Model);
        return new(course, state, new()
        {
            Id = course.Name,
            Model = scenario.Models[request.Model].Name,
            Weight = request.Weight,
            LatencyPreference = request.LatencyPreference,
            DeadlineSeconds = request.DeadlineSeconds - (now - request.Time) - latency,
            Steps = request.Steps > 0 ? request.Steps : null,
            LoadSeconds = state.Memory.WaitSeconds(request.Model, now),
            PayloadBits = request.PayloadBits,
        }, latency, now);
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

    /// <summary>Utility of the offer where the request arrived.</summary>
    public double Utility(double referenceSeconds) => Offer!.Utility - (Bid.Weight * Bid.LatencyPreference * LatencySeconds / referenceSeconds);
}
