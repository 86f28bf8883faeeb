using EdgeAigc.Core.Allocation;

namespace EdgeAigc.Core.Negotiation;

/// <summary>
/// Who shares the node. Each active tenant has a part of what the node commits ahead and of the demand that prices compute, by its
/// weight; what a tenant says of its own requests decides among these only. What the others leave is anybody's.
/// </summary>
internal sealed class TenantBook(NegotiationOptions options)
{
    // A tenant counts as active for some windows after its last bid.
    private const double ActiveWindows = 5;

    // Above it the busy time to come is not told by the demand any more.
    private const double MaxUtilization = 0.9;

    private readonly SortedDictionary<string, Tenant> _tenants = new(StringComparer.Ordinal);

    /// <summary>A tenant asks for something.</summary>
    public void NoteBid(string tenant, SlotRequest request, double now)
    {
        var known = Of(tenant);
        known.LastBid = now;
        known.Demand.Add(now, request, options.ReferenceSeconds);
    }

    /// <summary>A tenant was promised device time.</summary>
    public void NotePromise(string tenant, double deviceSeconds, double now) => Of(tenant).Promises.Enqueue((now, deviceSeconds));

    /// <summary>A tenant's part φ of the node, 1 when no other is active.</summary>
    public double ShareOf(string tenant, double now)
    {
        var sum = 0.0;
        foreach (var (name, other) in _tenants)
            sum += name == tenant || IsActive(other, now) ? WeightOf(name) : 0;
        return sum > 0 ? WeightOf(tenant) / sum : 1;
    }

    /// <summary>Device seconds that a tenant got per unit of its weight lately; who got least is served first.</summary>
    public double UseOf(string tenant, double now) => Recent(Of(tenant), now) / WeightOf(tenant);

    /// <summary>Price of compute for a tenant, in utility per device second: what it is worth to the tenant's requests to come, or what
    /// the delay costs them, whichever is more.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="promisedToIt">Device seconds that are promised to it.</param>
    /// <param name="promised">Device seconds that are promised to anybody.</param>
    /// <param name="now">Now.</param>
    public double PriceOf(string tenant, double promisedToIt, double promised, double now)
    {
        var known = Of(tenant);
        known.Demand.Forget(now - options.DemandSeconds);
        if (known.Demand.Count == 0)
            return 0;
        var (all, count) = (0.0, 0);
        foreach (var (_, other) in _tenants)
        {
            all += Recent(other, now);
            count += other.Promises.Count;
        }

        var window = options.DemandSeconds;
        var capacity = Math.Max(ShareOf(tenant, now) * window, window - (all - Recent(known, now))) - promisedToIt;
        return Math.Max(known.Demand.Price(capacity), Congestion(known, promised + (count > 0 ? all / count : 0), all / window));
    }

    // A device second now delays whoever comes until the device is idle again: the promised work and what comes meanwhile.
    private double Congestion(Tenant tenant, double busy, double utilization) =>
        tenant.Demand.DelayCost / options.DemandSeconds * busy / (1 - Math.Min(MaxUtilization, utilization));

    private double WeightOf(string tenant) => options.TenantWeights.GetValueOrDefault(tenant, 1);

    private bool IsActive(Tenant tenant, double now) => now - tenant.LastBid <= ActiveWindows * options.DemandSeconds;

    private double Recent(Tenant tenant, double now)
    {
        while (tenant.Promises.TryPeek(out var oldest) && oldest.Time < now - options.DemandSeconds)
            tenant.Promises.Dequeue();
        var sum = 0.0;
        foreach (var (_, seconds) in tenant.Promises)
            sum += seconds;
        return sum;
    }

    private Tenant Of(string name)
    {
        if (!_tenants.TryGetValue(name, out var known))
            _tenants.Add(name, known = new());
        return known;
    }

    private sealed class Tenant
    {
        public DemandWindow Demand { get; } = new();

        public Queue<(double Time, double Seconds)> Promises { get; } = new();

        public double LastBid { get; set; } = double.NegativeInfinity;
    }
}
