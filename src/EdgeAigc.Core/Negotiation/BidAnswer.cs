namespace EdgeAigc.Core.Negotiation;

/// <summary>What a node answers to a bid: an <see cref="Offer"/> or a <see cref="Refusal"/>.</summary>
public abstract record BidAnswer
{
    private protected BidAnswer()
    {
    }
}
