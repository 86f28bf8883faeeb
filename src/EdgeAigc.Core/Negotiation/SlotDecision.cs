using EdgeAigc.Core.Allocation;

namespace EdgeAigc.Core.Negotiation;

/// <summary>Decides on one tenant's bids of a slot: what the allocator gives each, put one after the other on the device.</summary>
/// <param name="allocator">The policy.</param>
/// <param name="work">What is promised.</param>
/// <param name="options">Settings.</param>
/// <param name="egressBitsPerSecond">Capacity of the node's link.</param>
internal sealed class SlotDecision(ISlotAllocator allocator, NodeWork work, NegotiationOptions options, double egressBitsPerSecond)
{
    // Waits depend on what the others get, and what they get on the waits; this settles within a few rounds.
    private const int Rounds = 3;

    private readonly WorkTimeline _device = new();
    private readonly LinkTimeline _link = new();
    private readonly List<SlotRequest> _requests = [];
    private double[] _waits = [];

    /// <summary>Decides.</summary>
    /// <param name="bids">The bids.</param>
    /// <param name="computeSeconds">F: device seconds that may be committed to them.</param>
    /// <param name="linkShare">Part of the link that is theirs in this slot.</param>
    /// <param name="reservePrice">Price of compute beyond the slot.</param>
    /// <param name="now">Now.</param>
    /// <returns>An answer for each bid; null lets it wait.</returns>
    public BidAnswer?[] Decide(IReadOnlyList<PendingBid> bids, double computeSeconds, double linkShare, double reservePrice, double now)
    {
        var answers = new BidAnswer?[bids.Count];
        if (_waits.Length < bids.Count)
            _waits = new double[bids.Count];
        work.FillTimelines(_device, _link, now, egressBitsPerSecond);
        for (var i = 0; i < bids.Count; i++)
            _waits[i] = FirstWait(bids[i], bids.Count);
        for (var round = 1; ; round++)
        {
            var problem = Problem(bids, computeSeconds, linkShare, reservePrice, now);
            var allocation = allocator.Allocate(problem);
            work.FillTimelines(_device, _link, now, egressBitsPerSecond);
            var settled = Sequence(bids, problem, allocation, answers, now);
            if (settled || round == Rounds)
                return answers;
        }
    }

    /// <summary>What could be done for a bid that is refused.</summary>
    public Refusal Refuse(PendingBid bid, RefusalReason reason, double now)
    {
        work.FillTimelines(_device, _link, now, egressBitsPerSecond);
        var request = Request(bid, 1, now, FirstWait(bid, 1));
        var (earliest, best) = (double.PositiveInfinity, 0.0);
        foreach (var (steps, quality) in bid.Levels)
        {
            var finish = FinishOf(request, bid.Bid, steps, egressBitsPerSecond, out _);
            earliest = Math.Min(earliest, finish);
            if (finish <= request.DeadlineSeconds)
                best = Math.Max(best, quality);
        }

        return new(reason, now - bid.Arrival + earliest, best);
    }

    /// <summary>The request as the allocator takes it. Its times count from now.</summary>
    public SlotRequest Request(PendingBid pending, int more, double now, double wait)
    {
        var bid = pending.Bid;
        var waited = now - pending.Arrival;
        var request = new SlotRequest
        {
            Id = bid.Id,
            Weight = bid.Weight,
            LatencyPreference = bid.LatencyPreference,
            WaitSeconds = wait,
            FixedSeconds = work.FixedSeconds(bid),
            FixedComputeSeconds = work.FixedSeconds(bid),
            StepSeconds = work.StepSeconds(bid, more),
            PayloadBits = bid.PayloadBits,
            MaxRateBitsPerSecond = bid.MaxRateBitsPerSecond,
            DeadlineSeconds = bid.DeadlineSeconds - waited,
            RejectUtility = -bid.Weight * options.RejectPenalty,
            Quality = pending.Levels,
        };
        return bid.HasDeadline ? request : request with { RejectUtility = UtilityLater(request, waited) };
    }

    // Without a deadline the alternative is a later slot, which costs what the delay costs, and more the longer it waited.
    private double UtilityLater(SlotRequest request, double waited)
    {
        var best = double.NegativeInfinity;
        foreach (var (steps, quality) in request.Quality)
            best = Math.Max(best, request.Utility(quality, request.FinishSeconds(steps, egressBitsPerSecond), options.ReferenceSeconds));
        var later = waited + options.DemandSeconds;
        return best - (request.Weight * ((request.LatencyPreference * later / options.ReferenceSeconds) + (options.RejectPenalty * later / options.HorizonSeconds)));
    }

    private double FirstWait(PendingBid pending, int more)
    {
        var fewest = work.FixedSeconds(pending.Bid) + (pending.Levels[0].Steps * work.StepSeconds(pending.Bid, more));
        return Math.Max(_device.WaitOf(fewest), pending.Bid.LoadSeconds);
    }

    private SlotProblem Problem(IReadOnlyList<PendingBid> bids, double computeSeconds, double linkShare, double reservePrice, double now)
    {
        _requests.Clear();
        for (var i = 0; i < bids.Count; i++)
            _requests.Add(Request(bids[i], MatesOf(bids, bids[i].Bid.Model), now, _waits[i]));
        return new()
        {
            EgressBitsPerSecond = egressBitsPerSecond * linkShare,
            ComputeSeconds = computeSeconds,
            ReferenceSeconds = options.ReferenceSeconds,
            ReservePrice = reservePrice,
            Requests = _requests,
        };
    }

    private static int MatesOf(IReadOnlyList<PendingBid> bids, string model)
    {
        var count = 0;
        foreach (var bid in bids)
            count += bid.Bid.Model == model ? 1 : 0;
        return count;
    }

    /// <summary>Puts what was given onto the timelines, the most pressing first; who would be late gets fewer steps, or nothing. True when
    /// the waits were about those that the allocation was made for.</summary>
    private bool Sequence(IReadOnlyList<PendingBid> bids, SlotProblem problem, SlotAllocation allocation, BidAnswer?[] answers, double now)
    {
        var settled = true;
        foreach (var i in Enumerable.Range(0, bids.Count).OrderBy(i => Urgency(bids[i], allocation.Requests[i], now)).ThenBy(i => bids[i].Bid.Id, StringComparer.Ordinal))
        {
            var (request, given, bid) = (problem.Requests[i], allocation.Requests[i], bids[i].Bid);
            answers[i] = null;
            if (!given.Accepted)
                continue;
            var rate = given.Share * problem.EgressBitsPerSecond;
            for (var level = LevelOf(request, given.Steps); level >= 0; level--)
            {
                var (steps, quality) = request.Quality[level];
                var finish = FinishOf(request, bid, steps, rate, out var wait);
                settled &= Math.Abs(wait - _waits[i]) <= 0.05 * finish;
                _waits[i] = wait;
                if (finish > request.DeadlineSeconds)
                    continue;
                answers[i] = Promise(bids[i], request, problem, (steps, quality, wait, finish), Math.Min(rate, bid.MaxRateBitsPerSecond), allocation.Prices, now);
                break;
            }
        }

        return settled;
    }

    /// <summary>When a request would be finished, behind the work that it must not delay.</summary>
    private double FinishOf(SlotRequest request, Bid bid, int steps, double rate, out double wait)
    {
        wait = Math.Max(_device.WaitOf(request.ComputeSeconds(steps)), bid.LoadSeconds);
        var ready = wait + request.FixedSeconds + (steps * request.StepSeconds);
        if (request.PayloadBits <= 0)
            return ready;
        return ready + _link.WaitAt(_device.Now + ready) + (request.PayloadBits / Math.Min(rate, request.MaxRateBitsPerSecond));
    }

    private Offer Promise(
        PendingBid pending, SlotRequest request, SlotProblem problem, (int Steps, double Quality, double Wait, double Finish) plan, double rate, SlotPrices prices, double now)
    {
        var waited = now - pending.Arrival;
        var compute = request.ComputeSeconds(plan.Steps);
        var promise = Math.Min(plan.Finish * (1 + options.PromiseMargin), request.DeadlineSeconds);
        var delivery = request.PayloadBits > 0 ? request.PayloadBits / rate : 0;
        _device.Add(now + plan.Finish - delivery, compute);
        _link.Add(now + plan.Finish - delivery, request.PayloadBits / egressBitsPerSecond);
        return new(
            plan.Steps,
            plan.Quality,
            request.PayloadBits > 0 ? rate : Math.Min(egressBitsPerSecond, request.MaxRateBitsPerSecond),
            waited + plan.Wait,
            waited + plan.Finish,
            waited + promise,
            request.Utility(plan.Quality, waited + plan.Finish, problem.ReferenceSeconds),
            (prices.PerComputeSecond + problem.ReservePrice) * compute,
            waited + options.OfferSeconds);
    }

    // The deadline first; among equals what gains most by being early for the work it makes the others wait (Smith 1956).
    private static (double, double) Urgency(PendingBid pending, RequestAllocation given, double now)
    {
        var bid = pending.Bid;
        return (bid.HasDeadline ? pending.Arrival + bid.DeadlineSeconds - now : double.MaxValue, given.Steps / Math.Max(1e-9, bid.Weight * bid.LatencyPreference));
    }

    private static int LevelOf(SlotRequest request, int steps)
    {
        for (var level = 0; level < request.Quality.Count; level++)
        {
            if (request.Quality[level].Steps == steps)
                return level;
        }

        return -1;
    }
}
