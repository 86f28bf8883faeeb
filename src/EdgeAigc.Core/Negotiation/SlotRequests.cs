using EdgeAigc.Core.Allocation;

namespace EdgeAigc.Core.Negotiation;

/// <summary>Bids as the allocator takes them: requests of a slot. Their times count from now.</summary>
/// <param name="options">Settings.</param>
/// <param name="egressBitsPerSecond">Capacity of the node's link.</param>
internal sealed class SlotRequests(NegotiationOptions options, double egressBitsPerSecond)
{
    // Who has no weight is served when nobody else would be, not never.
    private const double LeastWeight = 1e-6;

    // Far more than the rounding of the utilities that it is held against.
    private const double Rounding = 1e-9;

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
            // The price was found for requests that need not wait, so it decides without the wait; who is served late must still be better off.
            RejectUtility = (-weight * options.RejectPenalty) - (weight * bid.LatencyPreference * wait / options.ReferenceSeconds),
            Quality = pending.Levels,
        };
        return bid.HasDeadline ? request : request with { RejectUtility = UtilityLater(request, waited) };
    }

    /// <summary>Whether a bid without a deadline could be worth more served now than later, if it were alone: of no level the utility less the price
    /// of its compute exceeds <see cref="SlotRequest.RejectUtility"/> otherwise. How long it has to wait is in both and does not matter.</summary>
    /// <param name="pending">The bid.</param>
    /// <param name="more">Images of its model, itself included, that are not promised yet.</param>
    /// <param name="price">Price of compute, in utility per device second.</param>
    /// <param name="now">Now.</param>
    public bool MayGain(PendingBid pending, int more, double price, double now)
    {
        var (bid, weight) = (pending.Bid, Math.Max(LeastWeight, pending.Bid.Weight));
        var (step, fixedSeconds) = (pending.Model.StepSeconds(bid, more), pending.Model.Pace.FixedSeconds);
        var later = CostOfWaiting(bid.LatencyPreference, weight, now - pending.Arrival);
        // Most often nothing has changed since the slot before but the time and, a little, the price.
        if (!pending.Last.IsFor(step, fixedSeconds) || MayExceed(pending.Last.MostAt(price), later))
            pending.Last = Worth(pending, weight, step, fixedSeconds, price);
        return MayExceed(pending.Last.MostAt(price), later);
    }

    private static bool MayExceed(double worth, double later) => worth + later > -Rounding * (1 - worth + later);

    private LastWorth Worth(PendingBid pending, double weight, double step, double fixedSeconds, double price)
    {
        var (bid, best, net) = (pending.Bid, double.NegativeInfinity, double.NegativeInfinity);
        foreach (var (steps, quality) in pending.Levels)
        {
            var seconds = steps * step;
            var utility = weight * (((1 - bid.LatencyPreference) * quality) - (bid.LatencyPreference * seconds / options.ReferenceSeconds));
            best = Math.Max(best, utility);
            net = Math.Max(net, utility - (price * (fixedSeconds + seconds)));
        }

        return new(price, step, fixedSeconds, fixedSeconds + (pending.Levels[^1].Steps * step), net - best);
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
        return best - CostOfWaiting(request.LatencyPreference, request.Weight, waited);
    }

    private double CostOfWaiting(double latencyPreference, double weight, double waited)
    {
        var later = waited + options.DemandSeconds;
        var patience = Math.Max(options.HorizonSeconds, options.ReferenceSeconds);
        return weight * later * ((latencyPreference / options.ReferenceSeconds) + (options.RejectPenalty / patience));
    }
}
