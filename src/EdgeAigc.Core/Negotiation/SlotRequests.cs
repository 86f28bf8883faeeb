using EdgeAigc.Core.Allocation;

namespace EdgeAigc.Core.Negotiation;

/// <summary>Bids as the allocator takes them: requests of a slot. Their times count from now.</summary>
/// <param name="options">Settings.</param>
/// <param name="egressBitsPerSecond">Capacity of the node's link.</param>
internal sealed class SlotRequests(NegotiationOptions options, double egressBitsPerSecond)
{
    // Who has no weight is served when nobody else would be, not never.
    private const double LeastWeight = 1e-6;

    /// <summary>The request of a bid.</summary>
    /// <param name="pending">The bid.</param>
    /// <param name="more">Images of its model, itself included, that are not promised yet.</param>
    /// <param name="now">Now.</param>
    /// <param name="wait">Seconds from now until it could begin.</param>
    public SlotRequest Of(PendingBid pending, int more, double now, double wait)
    {
        var (bid, model) = (pending.Bid, pending.Model);
        var (waited, weight) = (now - pending.Arrival, Math.Max(LeastWeight, bid.Weight));
        var request = new SlotRequest
        {
            Id = bid.Id,
            Weight = weight,
            LatencyPreference = bid.LatencyPreference,
            WaitSeconds = wait,
            FixedSeconds = model.Pace.FixedSeconds,
            FixedComputeSeconds = model.Pace.FixedSeconds,
            StepSeconds = model.StepSeconds(bid, more),
            PayloadBits = bid.PayloadBits,
            MaxRateBitsPerSecond = bid.MaxRateBitsPerSecond,
            DeadlineSeconds = bid.DeadlineSeconds - waited,
            RejectUtility = -weight * options.RejectPenalty,
            Quality = pending.Levels,
        };
        // The price was found for requests that need not wait, so it decides without the wait; who is served late must still be better off.
        return request with { RejectUtility = bid.HasDeadline ? request.RejectUtility - (weight * bid.LatencyPreference * wait / options.ReferenceSeconds) : UtilityLater(request, waited) };
    }

    /// <summary>The slot.</summary>
    /// <param name="requests">Its requests.</param>
    /// <param name="budget">What may be committed to them.</param>
    public SlotProblem Problem(IReadOnlyList<SlotRequest> requests, SlotBudget budget) => new()
    {
        EgressBitsPerSecond = egressBitsPerSecond * budget.LinkShare,
        ComputeSeconds = budget.Idle ? Math.Max(budget.ComputeSeconds, requests.Max(request => request.ComputeSeconds(request.Quality[^1].Steps))) : budget.ComputeSeconds,
        ReferenceSeconds = options.ReferenceSeconds,
        ReservePrice = budget.Price,
        Requests = requests,
    };

    /// <summary>Whether a bid with a deadline would be better off rejected than served then.</summary>
    public bool IsWorse(Bid bid, SlotRequest request, StepQuality level, double finishSeconds) =>
        bid.HasDeadline && request.Utility(level.Quality, finishSeconds, options.ReferenceSeconds) <= -request.Weight * options.RejectPenalty;

    // Without a deadline the alternative is a later slot, which costs what the delay costs, and more the longer it waited.
    private double UtilityLater(SlotRequest request, double waited)
    {
        var best = double.NegativeInfinity;
        foreach (var (steps, quality) in request.Quality)
            best = Math.Max(best, request.Utility(quality, request.FinishSeconds(steps, egressBitsPerSecond), options.ReferenceSeconds));
        var later = waited + options.DemandSeconds;
        var patience = Math.Max(options.HorizonSeconds, options.ReferenceSeconds);
        return best - (request.Weight * later * ((request.LatencyPreference / options.ReferenceSeconds) + (options.RejectPenalty / patience)));
    }
}
