using EdgeAigc.Core.Negotiation;

namespace EdgeAigc.Simulation.Nodes;

/// <summary>Stage two of a simulated node: answers bids and says what each image gets.</summary>
internal interface IStageTwo
{
    /// <summary>Bids that wait for an answer.</summary>
    int Waiting { get; }

    /// <summary>Device seconds that are promised and not made yet.</summary>
    double PromisedSeconds { get; }

    /// <summary>Takes a bid; null when it waits for <see cref="Close"/>.</summary>
    BidAnswer? Submit(Bid bid, double now);

    /// <summary>Ends a slot.</summary>
    /// <returns>The bids that are answered.</returns>
    IReadOnlyList<(string Id, BidAnswer Answer)> Close(double now);

    /// <summary>Takes an offer; null when it has lapsed.</summary>
    SimulatedJob? Accept(ISimulatedRequest request, double now);

    /// <summary>The device is done with an image.</summary>
    void NoteReady(SimulatedJob job, double now);

    /// <summary>Takes back a bid or an offer.</summary>
    void Decline(string id, double now);

    /// <summary>A result has left the node.</summary>
    void End(string id, double now);
}
