using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Contracts.Negotiation;

/// <summary>The node does not serve the request.</summary>
/// <param name="Failure">Why, and what could be had.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.BidRefused")]
public sealed record BidRefused([property: Id(0)] GenerationFailed Failure) : BidReply;
