namespace EdgeAigc.Core.Negotiation;

/// <summary>A node does not serve a bid, and what it could do.</summary>
/// <param name="Reason">Why.</param>
/// <param name="EarliestSeconds">Earliest possible finish with the fewest acceptable steps, in seconds from the bid's arrival.</param>
/// <param name="BestQuality">Best quality by the deadline; 0 when nothing can be ready by then.</param>
public sealed record Refusal(RefusalReason Reason, double EarliestSeconds, double BestQuality) : BidAnswer;
