using EdgeAigc.Core.Allocation;

namespace EdgeAigc.Core.Negotiation;

/// <summary>A bid that is not answered yet.</summary>
/// <param name="Bid">The bid.</param>
/// <param name="Arrival">When it came, in seconds on the node's clock.</param>
/// <param name="Levels">The levels that are acceptable to it, at least one.</param>
internal sealed record PendingBid(Bid Bid, double Arrival, IReadOnlyList<StepQuality> Levels);
