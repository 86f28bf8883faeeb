using System.Collections.Immutable;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Contracts.Negotiation;

namespace EdgeAigc.Grains.Negotiation;

/// <summary>What came of a bid.</summary>
/// <param name="Node">The node with the best offer, or null.</param>
/// <param name="Offer">Its offer, or null.</param>
/// <param name="Replies">Reply of each node; null where it did not answer.</param>
internal sealed record NegotiationResult(string? Node, NodeOffer? Offer, IReadOnlyDictionary<string, BidReply?> Replies)
{
    /// <summary>The offers, best first.</summary>
    public ImmutableArray<GenerationOffer> Offers =>
    [
        .. Replies.Where(pair => pair.Value is NodeOffer).Select(pair => (pair.Key, Offer: (NodeOffer)pair.Value!))
            .OrderByDescending(pair => pair.Offer.Utility)
            .Select(pair => new GenerationOffer(pair.Key, pair.Offer.Promise, pair.Offer.Utility, pair.Offer.Price)),
    ];

    /// <summary>Requests that wait where this one does, on the node where fewest do; null when it does not wait.</summary>
    public int? Waiting => Offer is null && Replies.Values.Any(reply => reply is BidWaiting)
        ? Replies.Values.OfType<BidWaiting>().Min(reply => reply.Waiting)
        : null;

    /// <summary>The refusal that is nearest to what was asked for, or null.</summary>
    public GenerationFailed? Refusal => Replies.Values.OfType<BidRefused>().Select(reply => reply.Failure)
        .MinBy(failure => failure.Possible?.Earliest ?? TimeSpan.MaxValue);
}
