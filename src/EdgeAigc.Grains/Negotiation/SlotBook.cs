using System.Collections.Immutable;
using EdgeAigc.Contracts.Negotiation;

namespace EdgeAigc.Grains.Negotiation;

/// <summary>Remembers the last slots in which bids were answered. Used from the turns of one grain only.</summary>
internal sealed class SlotBook
{
    private const int MaxSlots = 40;

    // A slot takes any number of bids; what people look at does not.
    private const int MaxAnswers = 50;

    private readonly LinkedList<(DateTimeOffset At, List<SlotAnswer> Answers)> _slots = [];

    /// <summary>The slots, the newest last.</summary>
    public ImmutableArray<SlotSummary> Slots => [.. _slots.Select(slot => new SlotSummary(slot.At, [.. slot.Answers]))];

    /// <summary>Takes the answer to a bid.</summary>
    /// <param name="at">When its slot was decided; the same for all answers of a slot.</param>
    /// <param name="model">Name of the model that it asked for.</param>
    /// <param name="reply">The answer.</param>
    public void Note(DateTimeOffset at, string model, BidReply reply)
    {
        if (_slots.Last?.Value.At != at)
            _slots.AddLast((at, []));
        if (_slots.Count > MaxSlots)
            _slots.RemoveFirst();
        var answers = _slots.Last!.Value.Answers;
        if (answers.Count < MaxAnswers)
            answers.Add(Summarize(model, reply));
    }

    private static SlotAnswer Summarize(string model, BidReply reply) => reply switch
    {
        NodeOffer offer => new(model, offer.Promise, offer.Utility, offer.Price, null),
        BidRefused refused => new(model, null, 0, 0, refused.Failure.Code),
        _ => throw new NotSupportedException($"{reply.GetType().Name} answers no bid."),
    };
}
