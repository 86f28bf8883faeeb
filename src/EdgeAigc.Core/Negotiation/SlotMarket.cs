using EdgeAigc.Core.Allocation;

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
    private readonly SlotDecision _decision;
    private readonly bool _pricesAhead;
    private readonly List<PendingBid> _pending = [];
    private readonly Dictionary<string, double> _prices = new(StringComparer.Ordinal);

    /// <param name="options">Settings.</param>
    /// <param name="models">The models of the node.</param>
    /// <param name="egressBitsPerSecond">Capacity of the node's link.</param>
    /// <param name="time">Clock by which the allocator measures itself.</param>
    public SlotMarket(NegotiationOptions options, IEnumerable<ModelProfile> models, double egressBitsPerSecond, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(models);
        _options = options;
        _work = new(models, options.UncalibratedStepSeconds);
        _tenants = new(options);
        _decision = new(SlotAllocators.Create(options.Policy, options.Allocator, time), _work, options, egressBitsPerSecond);
        _pricesAhead = options.Policy == SlotAllocatorNames.Market;
    }

    /// <summary>Bids that wait for an answer.</summary>
    public int Waiting => _pending.Count;

    /// <summary>Offers and promises whose results have not left the node.</summary>
    public int Promised => _work.Commitments.Count;

    /// <summary>Device seconds that are promised.</summary>
    public double PromisedSeconds => _work.Commitments.Sum(_work.Left);

    /// <summary>Pace of a model of the node.</summary>
    public ModelPace PaceOf(string model) => _work.PaceOf(model);

    /// <summary>Price of compute for a tenant in the last slot, in utility per device second.</summary>
    public double PriceOf(string tenant) => _prices.GetValueOrDefault(tenant);

    /// <summary>Takes a bid. A bid that was taken before changes nothing.</summary>
    /// <param name="bid">The bid, for a model of the node.</param>
    /// <param name="now">Now.</param>
    /// <returns>The answer when it is known at once: that it cannot be kept, or that it was offered before. Null when it waits for
    /// <see cref="Close"/>.</returns>
    /// <exception cref="ArgumentException">The node does not have the model.</exception>
    public BidAnswer? Submit(Bid bid, double now)
    {
        ArgumentNullException.ThrowIfNull(bid);
        var profile = _work.FindProfile(bid.Model) ?? throw new ArgumentException($"The node does not have model '{bid.Model}'.", nameof(bid));
        Lapse(now);
        if (_work.Find(bid.Id) is { } known)
            return known.Offer;
        if (_pending.Exists(pending => pending.Bid.Id == bid.Id))
            return null;
        var pending = new PendingBid(bid, now, LevelsOf(bid, profile));
        if (pending.Levels.Count == 0)
            return new Refusal(RefusalReason.QualityUnreachable, double.PositiveInfinity, profile.Levels[^1].Quality);
        _tenants.NoteBid(bid.Tenant, _decision.Request(pending, 1, now, 0), now);
        if (bid.HasDeadline && _decision.Refuse(pending, RefusalReason.DeadlineUnreachable, now) is { } refusal && refusal.EarliestSeconds > bid.DeadlineSeconds)
            return refusal;
        if (_pending.Count >= _options.MaxWaitingBids)
            return _decision.Refuse(pending, RefusalReason.QueueFull, now);
        _pending.Add(pending);
        return null;
    }

    /// <summary>Ends a slot: answers the bids. One without a deadline that gets nothing now stays for the next slot.</summary>
    /// <param name="now">Now.</param>
    /// <returns>The bids that are answered.</returns>
    public IReadOnlyList<(string Id, BidAnswer Answer)> Close(double now)
    {
        Lapse(now);
        var answered = new List<(string, BidAnswer)>();
        var tenants = _pending.Select(pending => pending.Bid.Tenant).Distinct(StringComparer.Ordinal)
            .OrderBy(tenant => _tenants.UseOf(tenant, now)).ThenBy(tenant => tenant, StringComparer.Ordinal).ToList();
        foreach (var tenant in tenants)
            CloseFor(tenant, 1.0 / tenants.Count, now, answered);
        _pending.RemoveAll(pending => answered.Exists(answer => answer.Item1 == pending.Bid.Id));
        Raise(now);
        return answered;
    }

    /// <summary>Takes an offer.</summary>
    /// <returns>The promise, or null when the offer has lapsed or never was.</returns>
    public Commitment? Accept(string id, double now)
    {
        Lapse(now);
        if (_work.Find(id) is not { } commitment)
            return null;
        commitment.IsAccepted = true;
        return commitment;
    }

    /// <summary>Whether there is an accepted promise of that name.</summary>
    public bool IsAccepted(string id) => _work.Find(id) is { IsAccepted: true };

    /// <summary>Takes back a bid, an offer or a promise, or ends one that was kept. Without effect when it is not there.</summary>
    public void Remove(string id, double now)
    {
        _pending.RemoveAll(pending => pending.Bid.Id == id);
        if (_work.Find(id) is { } commitment)
            _work.Remove(commitment);
        Raise(now);
    }

    /// <summary>The device is done with a promise; its result is about to leave the node.</summary>
    public void NoteReady(Commitment commitment, double now)
    {
        ArgumentNullException.ThrowIfNull(commitment);
        _work.MarkReady(commitment);
        Raise(now);
    }

    private void CloseFor(string tenant, double linkShare, double now, List<(string, BidAnswer)> answered)
    {
        var bids = _pending.Where(pending => pending.Bid.Tenant == tenant).ToList();
        var promised = PromisedTo(tenant);
        var compute = Math.Max(0, (_tenants.ShareOf(tenant, now) * _options.HorizonSeconds) - promised);
        var price = _pricesAhead ? _tenants.PriceOf(tenant, promised, PromisedSeconds, now) : 0;
        _prices[tenant] = price;
        var answers = _decision.Decide(bids, compute, linkShare, price, now);
        for (var i = 0; i < bids.Count; i++)
        {
            if (answers[i] is Offer offer)
            {
                var commitment = new Commitment(bids[i].Bid, offer, bids[i].Arrival);
                _work.Add(commitment);
                _tenants.NotePromise(tenant, _work.Left(commitment), now);
                answered.Add((bids[i].Bid.Id, offer));
            }
        }

        for (var i = 0; i < bids.Count; i++)
        {
            if (answers[i] is null && bids[i].Bid.HasDeadline)
                answered.Add((bids[i].Bid.Id, Refuse(bids[i], now)));
        }
    }

    private Refusal Refuse(PendingBid bid, double now)
    {
        var refusal = _decision.Refuse(bid, RefusalReason.Outbid, now);
        return refusal.EarliestSeconds > bid.Bid.DeadlineSeconds ? refusal with { Reason = RefusalReason.DeadlineUnreachable } : refusal;
    }

    private double PromisedTo(string tenant)
    {
        var sum = 0.0;
        foreach (var commitment in _work.Commitments)
            sum += commitment.Bid.Tenant == tenant ? _work.Left(commitment) : 0;
        return sum;
    }

    private void Raise(double now) => StepRaising.Raise(_work, _options, PriceOf, now);

    private void Lapse(double now)
    {
        foreach (var commitment in _work.Commitments.Where(commitment => !commitment.IsAccepted && commitment.Lapse < now).ToList())
            _work.Remove(commitment);
    }

    private static List<StepQuality> LevelsOf(Bid bid, ModelProfile profile)
    {
        var levels = bid.Steps is { } steps ? [new(steps, profile.QualityAt(steps))] : profile.Levels;
        return [.. levels.Where(level => level.Quality >= bid.MinQuality)];
    }
}
