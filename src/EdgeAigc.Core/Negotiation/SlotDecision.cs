using EdgeAigc.Core.Allocation;

namespace EdgeAigc.Core.Negotiation;

/// <summary>Decides on one tenant's bids of a slot: what the allocator gives each, put one after the other on the device.</summary>
/// <param name="allocator">The policy.</param>
/// <param name="requests">Makes the bids requests.</param>
/// <param name="schedule">When the node could have them done.</param>
/// <param name="options">Settings.</param>
/// <param name="egressBitsPerSecond">Capacity of the node's link.</param>
internal sealed class SlotDecision(ISlotAllocator allocator, SlotRequests requests, NodeSchedule schedule, NegotiationOptions options, double egressBitsPerSecond)
{
    // Waits depend on what the others get, and what they get on the waits; this settles within a few rounds.
    private const int Rounds = 3;

    private readonly List<SlotRequest> _requests = [];
    private readonly List<int> _order = [];
    private readonly bool _servesAtGainOnly = options.Policy == SlotAllocatorNames.Market;
    private Commitment?[] _answers = [];
    private double[] _waits = [];

    /// <summary>Decides.</summary>
    /// <param name="bids">The bids, all of one tenant, at least one.</param>
    /// <param name="budget">What they may take.</param>
    /// <param name="now">Now.</param>
    /// <param name="offered">Takes a commitment for each bid that gets an offer, in the order of the bids.</param>
    /// <returns>Whether the bids may be answered; false when all of them wait for a later slot.</returns>
    public bool Decide(List<PendingBid> bids, SlotBudget budget, double now, List<Commitment> offered)
    {
        CountBids(bids);
        if (_servesAtGainOnly && AllWait(bids, budget.Price, now))
            return false;
        Allocate(bids, budget, now);
        foreach (var answer in _answers.AsSpan(0, bids.Count))
        {
            if (answer is not null)
                offered.Add(answer);
        }

        return true;
    }

    private void Allocate(List<PendingBid> bids, SlotBudget budget, double now)
    {
        if (_waits.Length < bids.Count)
            (_waits, _answers) = (new double[2 * bids.Count], new Commitment?[2 * bids.Count]);
        var tenant = bids[0].Bid.Tenant;
        schedule.Reset(tenant, budget.DevicePart, now);
        for (var i = 0; i < bids.Count; i++)
            _waits[i] = FirstWait(bids[i]);
        for (var round = 1; ; round++)
        {
            _requests.Clear();
            for (var i = 0; i < bids.Count; i++)
                _requests.Add(requests.Of(bids[i], bids[i].Model.Bids, now, _waits[i]));
            var problem = requests.Problem(_requests, budget);
            var allocation = allocator.Allocate(problem);
            if (round > 1)
                schedule.Reset(tenant, budget.DevicePart, now);
            if (Sequence(bids, problem, allocation, now) || round == Rounds)
                return;
        }
    }

    /// <summary>What could be done for a bid that is refused.</summary>
    /// <param name="bid">The bid.</param>
    /// <param name="reason">Why it is refused.</param>
    /// <param name="devicePart">ρ of its tenant.</param>
    /// <param name="now">Now.</param>
    public Refusal Refuse(PendingBid bid, RefusalReason reason, double devicePart, double now)
    {
        schedule.Reset(bid.Bid.Tenant, devicePart, now);
        var request = requests.Of(bid, 1, now, 0);
        var (earliest, best) = (double.PositiveInfinity, 0.0);
        foreach (var (steps, quality) in bid.Levels)
        {
            var (_, finish) = schedule.Times(request, bid, steps, 1, egressBitsPerSecond);
            earliest = Math.Min(earliest, finish);
            if (finish <= request.DeadlineSeconds)
                best = Math.Max(best, quality);
        }

        return new(reason, now - bid.Arrival + earliest, best);
    }

    private double FirstWait(PendingBid pending)
    {
        var fewest = pending.Model.Pace.FixedSeconds + (pending.Levels[0].Steps * pending.Model.StepSeconds(pending.Bid, pending.Model.Bids));
        return schedule.WaitOf(fewest, pending.Bid.LoadSeconds);
    }

    /// <summary>Whether the market has nothing for any of the bids: each would, even with the device and the link to itself, rather wait.</summary>
    private bool AllWait(List<PendingBid> bids, double price, double now)
    {
        foreach (var bid in bids)
        {
            if (bid.Bid.HasDeadline || requests.MayGain(bid, bid.Model.Bids, price, now))
                return false;
        }

        return true;
    }

    private static void CountBids(List<PendingBid> bids)
    {
        foreach (var bid in bids)
            bid.Model.Bids = 0;
        foreach (var bid in bids)
            bid.Model.Bids++;
    }

    /// <summary>Puts what was given onto the timelines, the most pressing first; who would be late gets fewer steps, or nothing. True when
    /// the waits were about those that the allocation was made for.</summary>
    private bool Sequence(List<PendingBid> bids, SlotProblem problem, SlotAllocation allocation, double now)
    {
        var settled = true;
        _answers.AsSpan(0, bids.Count).Clear();
        Order(bids, allocation);
        var bits = 0.0;
        foreach (var request in _requests)
            bits += request.PayloadBits;
        foreach (var i in _order)
        {
            var (request, given, more) = (problem.Requests[i], allocation.Requests[i], bids[i].Model.Bids);
            var rate = RateOf(problem, given, request, bits);
            for (var level = LevelOf(request, given.Steps); level >= 0; level--)
            {
                var (steps, _) = request.Quality[level];
                var (ready, finish) = schedule.Times(request, bids[i], steps, more, rate);
                var wait = ready - request.FixedSeconds - (steps * request.StepSeconds);
                settled &= Math.Abs(wait - _waits[i]) <= 0.05 * finish;
                _waits[i] = wait;
                if (finish > request.DeadlineSeconds || requests.IsWorse(bids[i].Bid, request, request.Quality[level], finish))
                    continue;
                _answers[i] = Promise(bids[i], problem, request, request.Quality[level], (wait, ready, finish, rate, more), allocation.Prices, now);
                break;
            }
        }

        return settled;
    }

    private Commitment Promise(
        PendingBid pending, SlotProblem problem, SlotRequest request, StepQuality level, (double Wait, double Ready, double Finish, double Rate, int More) plan, SlotPrices prices, double now)
    {
        var (waited, compute) = (now - pending.Arrival, request.ComputeSeconds(level.Steps));
        var allowance = Math.Max(plan.Finish * options.PromiseMargin, pending.Model.BatchAllowance(pending.Bid, level.Steps, plan.More));
        var onLink = plan.Ready + schedule.LinkWait(plan.Ready, request.PayloadBits);
        schedule.Add(plan.Ready, compute, request.PayloadBits);
        var offer = new Offer(
            level.Steps,
            level.Quality,
            plan.Rate,
            waited + plan.Wait,
            waited + plan.Finish,
            waited + Math.Min(plan.Finish + allowance, request.DeadlineSeconds),
            pending.Bid.Weight / request.Weight * request.Utility(level.Quality, waited + plan.Finish, problem.ReferenceSeconds),
            (prices.PerComputeSecond + problem.ReservePrice) * compute,
            waited + options.OfferSeconds);
        return new(pending, offer, now + plan.Ready, now + onLink);
    }

    // A delivery without a price gets next to nothing of a slot's link. In fact it gets what the others leave: no later than all of
    // the slot's results it is through.
    private double RateOf(SlotProblem problem, RequestAllocation given, SlotRequest request, double bits)
    {
        if (request.PayloadBits <= 0)
            return Math.Min(egressBitsPerSecond, request.MaxRateBitsPerSecond);
        return Math.Min(Math.Max(given.Share, request.PayloadBits / bits) * problem.EgressBitsPerSecond, request.MaxRateBitsPerSecond);
    }

    // The deadline first; among equals what gains most by being early for the work it makes the others wait (Smith 1956).
    private void Order(List<PendingBid> bids, SlotAllocation allocation)
    {
        _order.Clear();
        for (var i = 0; i < bids.Count; i++)
        {
            if (allocation.Requests[i].Accepted)
                _order.Add(i);
        }

        if (_order.Count > 1)
            SortByUrgency(bids, allocation);
    }

    private void SortByUrgency(List<PendingBid> bids, SlotAllocation allocation)
    {
        _order.Sort((i, j) => Urgency(i).CompareTo(Urgency(j)) is var order && order != 0 ? order : string.CompareOrdinal(bids[i].Bid.Id, bids[j].Bid.Id));
        (double, double) Urgency(int i) => (bids[i].Arrival + bids[i].Bid.DeadlineSeconds, allocation.Requests[i].Steps * _requests[i].StepSeconds / Math.Max(1e-9, bids[i].Bid.Weight * bids[i].Bid.LatencyPreference));
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
