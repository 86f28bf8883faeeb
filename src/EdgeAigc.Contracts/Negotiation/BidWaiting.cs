namespace EdgeAigc.Contracts.Negotiation;

/// <summary>The request has no deadline and waits for capacity. The same bid, sent again, waits on.</summary>
/// <param name="Waiting">Requests that wait on the node.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.BidWaiting")]
public sealed record BidWaiting([property: Id(0)] int Waiting) : BidReply;
