using EdgeAigc.Core.Negotiation;

namespace EdgeAigc.Simulation.Nodes;

/// <summary>A request, as a simulated node sees it.</summary>
internal interface ISimulatedRequest
{
    /// <summary>When it came to the node, in seconds of virtual time.</summary>
    double Time { get; }

    /// <summary>What it asks for.</summary>
    Bid Bid { get; }
}
