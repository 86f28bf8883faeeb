using EdgeAigc.Core.Negotiation;

namespace EdgeAigc.Simulation.Nodes;

/// <summary>How a request went on a simulated node. Times are in seconds from its arrival.</summary>
/// <param name="Arrival">The request.</param>
/// <param name="Offer">What was promised; null when it was refused.</param>
/// <param name="Refusal">Why it was refused; null when it was not.</param>
/// <param name="Steps">Denoising steps made.</param>
/// <param name="Quality">Q(L) of these.</param>
/// <param name="FinishSeconds">When its result had left the node.</param>
public sealed record SimulatedOutcome(Arrival Arrival, Offer? Offer, Refusal? Refusal, int Steps, double Quality, double FinishSeconds)
{
    /// <summary>Whether it was served.</summary>
    public bool Served => Offer is not null;

    /// <summary>What it was worth.</summary>
    /// <param name="options">Reference delay and reject penalty.</param>
    public double Utility(NegotiationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var bid = Arrival.Bid;
        return Served
            ? bid.Weight * (((1 - bid.LatencyPreference) * Quality) - (bid.LatencyPreference * FinishSeconds / options.ReferenceSeconds))
            : -bid.Weight * options.RejectPenalty;
    }
}
