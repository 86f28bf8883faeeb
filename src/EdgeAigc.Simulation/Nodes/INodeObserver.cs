using EdgeAigc.Core.Negotiation;

namespace EdgeAigc.Simulation.Nodes;

/// <summary>Hears what becomes of the bids of simulated nodes.</summary>
internal interface INodeObserver
{
    /// <summary>A bid is answered, or, without an answer, waits for a later slot.</summary>
    void Answered(SimulatedNode node, ISimulatedRequest request, BidAnswer? answer, double now);

    /// <summary>The device is done with an image; its result is about to leave.</summary>
    void Ready(SimulatedNode node, SimulatedJob job, double now)
    {
    }

    /// <summary>A result has left the node.</summary>
    void Delivered(SimulatedNode node, SimulatedJob job, double now);
}
