using EdgeAigc.Core.Allocation;
using EdgeAigc.Core.Learned;

namespace EdgeAigc.Core.Negotiation;

/// <summary>
/// Stage two of one node: gathers bids, answers those of a slot together, and keeps what it promised. Times are in seconds on the
/// caller's clock, which may be a simulated one. Not for several threads at once.
/// </summary>
public sealed class SlotMarket
{
    private readonly NegotiationOptions _options;
    private readonly NodeWork _work;
    private readonly TenantBook _tenants;
    private readonly SlotRequests _requests;
    private readonly SlotDecision _decision;
    private readonly StepRaising _raising;
    private readonly bool _pricesAhead;
    private readonly int _maxPromises;
    private readonly WaitingBids _waiting = new();
    private readonly List<Commitment> _offered = [];
    private readonly Action<Bid> _forgetBid;
    private readonly Func<string, double, double> _priceOf;

    /// <param name="options">Settings.</param>
    /// <param name="models">The models of the node.</param>
    /// <param name="egressBitsPerSecond">Capacity of the node's link.</param>
    /// <param name="time">Clock by which the allocator measures itself.</param>
    /// <param name="maxPromises">Images that may be promised and not made yet: what the device can queue. At least 1.</param>
    public SlotMarket(
        NegotiationOptions options, IEnumerable<ModelProfile> models, double egressBitsPerSecond, TimeProvider time, int maxPromises = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(models);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(egressBitsPerSecond);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxPromises, 1);
        (_options, _maxPromises) = (options, maxPromises);
        _work = new(models, options.UncalibratedStepSeconds);
        _tenants = new(options);
        _requests = new(options, egressBitsPerSecond);
        var allocator = SlotAllocators.Create(options.Policy, options.Allocator, time);
        Shield = allocator.Shield;
        _decision = new(allocator, _requests, new(_work, egressBitsPerSecond), options, egressBitsPerSecond);
        _raising = new(_work, options);
        _pricesAhead = options.Policy == SlotAllocatorNames.Market;
        (_forgetBid, _priceOf) = (_tenants.ForgetBid, PriceOf);
    }

    /// <summary>What repairs the decisions of a learned policy, and counts them; null where none decides.</summary>
    public FeasibilityShield? Shield { get; }

    /// <summary>Bids that wait for an answer.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Offers and promises whose results have not left the node.</summary>
    public int Promised => _work.Count;

    /// <summary>Device seconds that are promised.</summary>
    public double PromisedSeconds => _work.Seconds();

    /// <summary>Whether bids for a model of that name can be answered.</summary>
    public bool Knows(string model) => _work.FindModel(model) is not null;

    /// <summary>The node can serve one model more; without effect when it is known.</summary>
    public void Learn(ModelProfile model) => _work.Learn(model);

    /// <summary>Pace of a model of the node.</summary>
    /// <exception cref="ArgumentException">The node does not have the model.</exception>
    public ModelPace PaceOf(string model) => ModelOf(model).Pace;

    /// <summary>Price of compute for a tenant when it was last asked for, in utility per device second.</summary>
    public double PriceOf(string tenant) => _tenants.PriceOf(tenant);

    /// <summary>Takes a bid. A bid that was taken before changes nothing.</summary>
    /// <param name="bid">The bid, for a model of the node.</param>
    /// <param name="now">Now.</param>
    /// <returns>The answer when it is known at once: that it cannot be kept, or that it was offered before. Null when it waits for
    /// <see cref="Close"/>.</returns>
    /// <exception cref="ArgumentException">The node does not have the model.</exception>
    public BidAnswer? Submit(Bid bid, double now)
    {
        ArgumentNullException.ThrowIfNull(bid);
        var model = ModelOf(bid.Model);
        _work.Lapse(now, _forgetBid);
        if (_work.Find(bid.Id) is { } known)
            return known.Offer;
        if (_waiting.Find(bid.Id) is not null)
            return null;
        var pending = PendingBid.Of(bid, now, model);
        if (pending.Levels.Length == 0)
            return new Refusal(RefusalReason.QualityUnreachable, double.PositiveInfinity, model.Profile.Levels[^1].Quality);
        _tenants.NoteBid(pending, _requests.Of(pending, 1, now, 0), now);
        // What others of the slot ask for may not matter here, or the order of arrival would decide; so the whole device counts.
        if (bid.HasDeadline && _decision.Refuse(pending, RefusalReason.DeadlineUnreachable, 1, now) is { } refusal && refusal.EarliestSeconds > bid.DeadlineSeconds)
            return refusal;
        // Nobody fills the places of others.
        if (_waiting.Of(bid.Tenant).Count >= Math.Max(1, _options.MaxWaitingBids * _tenants.ShareOf(bid.Tenant, now)))
            return _decision.Refuse(pending, RefusalReason.QueueFull, 1, now);
        _waiting.Add(pending);
        return null;
    }

    /// <summary>Ends a slot: answers the bids. One without a deadline that gets nothing now stays for the next slot.</summary>
    /// <param name="now">Now.</param>
    /// <returns>The bids that are answered.</returns>
    public IReadOnlyList<(string Id, BidAnswer Answer)> Close(double now)
    {
        _work.Lapse(now, _forgetBid);
        _tenants.Forget(now);
        List<(string, BidAnswer)>? answered = null;
        if (_waiting.Tenants is [var only])
            CloseFor(only, 1, now, ref answered);
        else if (_waiting.Count > 0)
            CloseForEach(now, ref answered);
        Raise(now);
        return answered ?? [];
    }

    /// <summary>Takes an offer.</summary>
    /// <returns>The promise, or null when the offer has lapsed or never was.</returns>
    public Commitment? Accept(string id, double now)
    {
        _work.Lapse(now, _forgetBid);
        if (_work.Find(id) is { IsAccepted: false } offered)
        {
            _work.Accept(offered);
            _tenants.NotePromise(offered.Bid.Tenant, offered.SecondsLeft, now);
        }

        return _work.Find(id);
    }

    /// <summary>Whether there is an accepted promise of that name.</summary>
    public bool IsAccepted(string id) => _work.Find(id) is { IsAccepted: true };

    /// <summary>Takes back a bid, an offer or a promise, or ends one that was kept. Without effect when it is not there.</summary>
    public void Remove(string id, double now)
    {
        if (_waiting.Find(id) is { } waiting)
        {
            _waiting.Remove(waiting);
            _tenants.ForgetBid(waiting.Bid);
        }

        if (_work.Find(id) is { } commitment)
        {
            _work.Remove(commitment);
            // Somebody else serves it; it tells nothing about what this node will be asked for.
            if (!commitment.IsAccepted)
                _tenants.ForgetBid(commitment.Bid);
        }

        Raise(now);
    }

    /// <summary>Forgets the bids that wait, when they cannot be answered for a defect; promises stay.</summary>
    public void DropWaiting() => _waiting.Clear();

    /// <summary>The device is done with a promise; its result is about to leave the node.</summary>
    public void NoteReady(Commitment commitment, double now)
    {
        ArgumentNullException.ThrowIfNull(commitment);
        _work.MarkReady(commitment);
        Raise(now);
    }

    private void CloseForEach(double now, ref List<(string, BidAnswer)>? answered)
    {
        var tenants = _waiting.Tenants.OrderBy(tenant => _tenants.UseOf(tenant, now)).ThenBy(tenant => tenant, StringComparer.Ordinal).ToList();
        var sum = _waiting.Tenants.Sum(_tenants.WeightOf);
        foreach (var tenant in tenants)
            CloseFor(tenant, _tenants.WeightOf(tenant) / sum, now, ref answered);
    }

    private void CloseFor(string tenant, double linkShare, double now, ref List<(string, BidAnswer)>? answered)
    {
        var bids = _waiting.Of(tenant);
        var promised = _work.SecondsOf(tenant);
        var budget = new SlotBudget(
            Math.Max(0, (_tenants.ShareOf(tenant, now) * _options.HorizonSeconds) - promised), linkShare, _tenants.DevicePartOf(tenant, now), PriceOf(tenant, promised, now), promised <= 0);
        _offered.Clear();
        // Most often those who wait still do.
        if (!_decision.Decide(bids, budget, now, _offered))
            return;
        foreach (var commitment in _offered.OrderByDescending(commitment => commitment.Offer.Utility).Take(_maxPromises - _work.ToMake.Count))
            _work.Add(commitment);
        var reason = _work.ToMake.Count < _maxPromises ? RefusalReason.Outbid : RefusalReason.QueueFull;
        answered ??= [];
        foreach (var pending in bids.ToArray())
        {
            var commitment = _work.Find(pending.Bid.Id);
            if (commitment is null && !pending.Bid.HasDeadline)
                continue;
            answered.Add((pending.Bid.Id, commitment?.Offer ?? (BidAnswer)RefuseLate(pending, reason, now)));
            _waiting.Remove(pending);
        }
    }

    private Refusal RefuseLate(PendingBid bid, RefusalReason reason, double now)
    {
        var refusal = _decision.Refuse(bid, reason, _tenants.DevicePartOf(bid.Bid.Tenant, now), now);
        return refusal.EarliestSeconds > bid.Bid.DeadlineSeconds ? refusal with { Reason = RefusalReason.DeadlineUnreachable } : refusal;
    }

    private double PriceOf(string tenant, double now) => _pricesAhead ? PriceOf(tenant, _work.SecondsOf(tenant), now) : 0;

    private double PriceOf(string tenant, double promised, double now) => _pricesAhead ? _tenants.PriceOf(tenant, promised, now) : 0;

    private void Raise(double now)
    {
        _work.Lapse(now, _forgetBid);
        _raising.Raise(_priceOf, now);
    }

    private ServedModel ModelOf(string name) => _work.FindModel(name) ?? throw new ArgumentException($"The node does not have model '{name}'.", nameof(name));
}
