using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Contracts.Negotiation;

/// <summary>A node would serve the request. The offer lapses by itself; from its acceptance on it is a promise.</summary>
/// <param name="Promise">What the request would get.</param>
/// <param name="Start">Time from the bid to the first step, as expected.</param>
/// <param name="Expected">Time from the bid until the result has left the node, as expected; the promise leaves more.</param>
/// <param name="RateBitsPerSecond">Rate of the delivery.</param>
/// <param name="Utility">What it is worth to the request.</param>
/// <param name="Price">What its compute is worth to others, in utility.</param>
/// <param name="Lapse">Time from the bid until the offer lapses.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.NodeOffer")]
public sealed record NodeOffer(
    [property: Id(0)] GenerationPromise Promise,
    [property: Id(1)] TimeSpan Start,
    [property: Id(2)] TimeSpan Expected,
    [property: Id(3)] double RateBitsPerSecond,
    [property: Id(4)] double Utility,
    [property: Id(5)] double Price,
    [property: Id(6)] TimeSpan Lapse) : BidReply;
