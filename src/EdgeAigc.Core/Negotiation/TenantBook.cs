using EdgeAigc.Core.Allocation;

namespace EdgeAigc.Core.Negotiation;

/// <summary>
/// Who shares the node. Each active tenant has a part of what the node commits ahead and of the demand that prices compute, by its
/// weight; what a tenant says of its own requests decides among these only. What the others do not ask for is anybody's.
/// </summary>
internal sealed class TenantBook(NegotiationOptions options)
{
    // A tenant counts as active for some windows after its last bid.
    private const double ActiveWindows = 20;

    // Above it the busy time to come is not told by the demand any more.
    private const double MaxUtilization = 0.8;

    // Who is just at the price may have it; of equal requests nobody would else.
    private const double Margin = 1 - 1e-6;

    // A weight of 0 would divide by it; such a tenant gets what nobody else wants.
    private const double LeastWeight = 1e-6;

    private readonly Dictionary<string, Tenant> _tenants = new(StringComparer.Ordinal);

    // The same by name, so that sums come out alike whoever came first.
    private readonly List<Tenant> _byName = [];

    /// <summary>Number of tenants that are remembered.</summary>
    public int Count => _tenants.Count;

    /// <summary>A tenant asks for something.</summary>
    public void NoteBid(PendingBid bid, SlotRequest request, double now)
    {
        var known = Of(bid.Bid.Tenant);
        known.LastBid = now;
        var (most, batched) = (request.Quality[^1].Steps, Math.Min(request.StepSeconds, bid.Bid.Work * bid.Model.Pace.WorthwhileStepSeconds));
        known.Demand.Add(now, request, (request.FixedComputeSeconds + (most * batched)) / request.ComputeSeconds(most));
    }

    /// <summary>What a tenant asked for, it gets elsewhere.</summary>
    public void ForgetBid(Bid bid)
    {
        if (_tenants.TryGetValue(bid.Tenant, out var known))
            known.Demand.Remove(bid.Id);
    }

    /// <summary>A tenant accepted device time.</summary>
    public void NotePromise(string tenant, double deviceSeconds, double now) => Of(tenant).NotePromise(deviceSeconds, now);

    /// <summary>Forgets what is too old, and who was not seen for long.</summary>
    public void Forget(double now)
    {
        for (var place = _byName.Count - 1; place >= 0; place--)
        {
            var tenant = _byName[place];
            tenant.Forget(now);
            if (IsActive(tenant, now) || tenant.Demand.Count > 0)
                continue;
            _tenants.Remove(tenant.Name);
            _byName.RemoveAt(place);
        }
    }

    /// <summary>A tenant's weight.</summary>
    public double WeightOf(string tenant) => Math.Max(LeastWeight, options.TenantWeights.GetValueOrDefault(tenant, 1));

    /// <summary>A tenant's part φ of the node, 1 when no other is active.</summary>
    public double ShareOf(string tenant, double now) => WeightOf(tenant) / ActiveWeight(tenant, now);

    /// <summary>The part ρ of the device that may be promised to a tenant: its own, and what the others do not ask for of theirs.</summary>
    public double DevicePartOf(string tenant, double now)
    {
        var (weights, others) = (ActiveWeight(tenant, now), 0.0);
        foreach (var other in _byName)
        {
            if (other.Name != tenant && IsActive(other, now))
                others += Math.Min(other.Weight / weights, other.AskedRate(now));
        }

        return Math.Max(WeightOf(tenant) / weights, 1 - others);
    }

    /// <summary>Device seconds per second and weight that a tenant got lately; who got least is served first.</summary>
    public double UseOf(string tenant, double now) => _tenants.TryGetValue(tenant, out var known) ? known.Rate(now) / known.Weight : 0;

    /// <summary>The last <see cref="PriceOf(string, double, double)"/>.</summary>
    public double PriceOf(string tenant) => _tenants.TryGetValue(tenant, out var known) ? known.Price : 0;

    /// <summary>Price of compute for a tenant, in utility per device second: what it is worth to the tenant's requests to come, or what
    /// the delay costs them, whichever is more.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="promised">Device seconds that are promised to it.</param>
    /// <param name="now">Now.</param>
    public double PriceOf(string tenant, double promised, double now)
    {
        if (!_tenants.TryGetValue(tenant, out var known))
            return 0;
        known.Forget(now);
        var (window, others) = (known.Demand.Seconds(now), 0.0);
        foreach (var other in _byName)
            others += other.Name == tenant ? 0 : other.Rate(now);
        var capacity = (window * Math.Max(ShareOf(tenant, now), 1 - others)) - promised;
        return known.Price = Margin * Math.Max(known.Demand.Price(capacity * known.Demand.BatchGain), Congestion(known, promised + known.MeanPromise, DevicePartOf(tenant, now), now));
    }

    // A device second now delays, by what it takes on the tenant's part of the device, whoever of the tenant comes until that part is
    // idle again: after the promised work and what comes meanwhile.
    private static double Congestion(Tenant tenant, double busy, double part, double now) =>
        tenant.Demand.CongestionPrice(busy / (part * part) / (1 - Math.Min(MaxUtilization, tenant.Rate(now) / part)) / (tenant.Demand.BatchGain * tenant.Demand.Seconds(now)));

    private double ActiveWeight(string tenant, double now)
    {
        var sum = 0.0;
        foreach (var other in _byName)
            sum += other.Name != tenant && IsActive(other, now) ? other.Weight : 0;
        return sum + WeightOf(tenant);
    }

    private bool IsActive(Tenant tenant, double now) => now - tenant.LastBid <= ActiveWindows * options.DemandSeconds;

    private Tenant Of(string name)
    {
        if (_tenants.TryGetValue(name, out var known))
            return known;
        _tenants.Add(name, known = new(name, WeightOf(name), options));
        var place = _byName.FindIndex(other => string.CompareOrdinal(other.Name, name) > 0);
        _byName.Insert(place < 0 ? _byName.Count : place, known);
        return known;
    }
}
