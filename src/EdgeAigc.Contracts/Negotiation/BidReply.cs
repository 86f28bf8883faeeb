namespace EdgeAigc.Contracts.Negotiation;

/// <summary>What a node answers to a bid.</summary>
[GenerateSerializer, Immutable, Alias("edgeaigc.BidReply")]
public abstract record BidReply;
