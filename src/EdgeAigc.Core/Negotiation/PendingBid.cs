using EdgeAigc.Core.Allocation;

namespace EdgeAigc.Core.Negotiation;

/// <summary>A bid that is not answered yet.</summary>
/// <param name="Bid">The bid.</param>
/// <param name="Arrival">When it came, in seconds on the node's clock.</param>
/// <param name="Model">Its model.</param>
/// <param name="Levels">The levels that are acceptable to it, at least one.</param>
internal sealed record PendingBid(Bid Bid, double Arrival, ServedModel Model, StepQuality[] Levels)
{
    /// <summary>What serving it now was last found to be worth.</summary>
    public LastWorth Last { get; set; }

    /// <summary>A bid for a model, with those levels that it accepts; there may be none.</summary>
    public static PendingBid Of(Bid bid, double arrival, ServedModel model)
    {
        StepQuality[] levels = bid.Steps is { } steps ? [new(steps, model.Profile.QualityAt(steps))] : model.Levels;
        // Most bids accept all.
        return new(bid, arrival, model, levels[0].Quality >= bid.MinQuality ? levels : Array.FindAll(levels, level => level.Quality >= bid.MinQuality));
    }
}
