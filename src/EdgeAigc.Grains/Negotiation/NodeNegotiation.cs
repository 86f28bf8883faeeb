using EdgeAigc.Contracts.Negotiation;
using EdgeAigc.Contracts.Nodes;
using EdgeAigc.Core.Telemetry;
using EdgeAigc.Grains.Routing;
using EdgeAigc.Grains.Telemetry;

namespace EdgeAigc.Grains.Negotiation;

/// <summary>One bid to a few nodes: the best offer, or why there is none.</summary>
/// <param name="grains">Finds nodes.</param>
/// <param name="metrics">Takes the time that it needs.</param>
/// <param name="time">Clock.</param>
internal sealed class NodeNegotiation(IGrainFactory grains, RequestMetrics metrics, TimeProvider time)
{
    // Answers come within a slot; a node that needs this long is not worth choosing.
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(2);

    // Shorter than what the runtime allows a call.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Asks all nodes at once and takes the best offer; the others are turned down.</summary>
    public Task<NegotiationResult> AskAsync(GenerationBid bid, IReadOnlyList<string> nodes, CancellationToken cancellationToken) =>
        ObserveAsync(bid, async () =>
        {
            var replies = await Task.WhenAll(nodes.Select(node => AskNodeAsync(node, bid, cancellationToken)));
            return await ChooseAsync(bid, nodes.Zip(replies).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal));
        });

    /// <summary>Waits on where the request waits, for some seconds at most; the first node that offers something serves it.</summary>
    public Task<NegotiationResult> WaitAsync(GenerationBid bid, NegotiationResult result, CancellationToken cancellationToken) =>
        ObserveAsync(bid, () => WaitForOfferAsync(bid, result, cancellationToken));

    private async Task<NegotiationResult> WaitForOfferAsync(GenerationBid bid, NegotiationResult result, CancellationToken cancellationToken)
    {
        var replies = result.Replies.ToDictionary(StringComparer.Ordinal);
        var patient = bid with { Patience = Patience };
        var asked = replies.Where(pair => pair.Value is BidWaiting)
            .Select(pair => (Node: pair.Key, Reply: AskNodeAsync(pair.Key, patient, cancellationToken))).ToList();
        while (asked.Count > 0)
        {
            var done = await Task.WhenAny(asked.Select(ask => ask.Reply));
            var index = asked.FindIndex(ask => ask.Reply == done);
            replies[asked[index].Node] = await done;
            asked.RemoveAt(index);
            if (await done is NodeOffer)
                break;
        }

        return await ChooseAsync(bid, replies);
    }

    private async Task<NegotiationResult> ObserveAsync(GenerationBid bid, Func<Task<NegotiationResult>> negotiate)
    {
        var began = time.GetTimestamp();
        using var span = Spans.Start(TelemetryNames.NegotiateSpan, bid.Request.Model);
        var result = await negotiate();
        metrics.Negotiated(time.GetElapsedTime(began));
        span?.SetTag(TelemetryNames.Promise, bid.Id).SetTag(TelemetryNames.Node, result.Node)
            .SetTag(TelemetryNames.Steps, result.Offer?.Promise.Steps).SetTag(TelemetryNames.Answer, result.Offer is not null ? "offer" : result.Waiting is not null ? "wait" : result.Refusal?.Code);
        return result;
    }

    private async Task<NegotiationResult> ChooseAsync(GenerationBid bid, Dictionary<string, BidReply?> replies)
    {
        var (best, offer) = replies.Select(pair => (pair.Key, Offer: pair.Value as NodeOffer))
            .Where(pair => pair.Offer is not null).OrderByDescending(pair => pair.Offer!.Utility).FirstOrDefault();
        var result = new NegotiationResult(best, offer, replies);
        foreach (var (node, reply) in replies)
        {
            if (result.Waiting is null && node != best && reply is not BidRefused)
                await grains.GetGrain<IEdgeServerGrain>(node).DeclineAsync(bid.Id);
        }

        return result;
    }

    private async Task<BidReply?> AskNodeAsync(string node, GenerationBid bid, CancellationToken cancellationToken)
    {
        try
        {
            return await grains.GetGrain<IEdgeServerGrain>(node).NegotiateAsync(bid, cancellationToken)
                .WaitAsync(AnswerTimeout + bid.Patience, time, cancellationToken);
        }
        catch (Exception exception) when (NodeLoss.IsLoss(exception))
        {
            return null;
        }
    }
}
