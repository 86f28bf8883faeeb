namespace EdgeAigc.Core.Quotas;

/// <summary>
/// Holds a caller to its allowances. A request is charged its expected work before it begins and settled with the work that was made, so
/// that requests at the same time cannot spend the same allowance. Charges are kept by request: sent again, a request costs nothing more.
/// Used by one thread at a time.
/// </summary>
/// <param name="buckets">Allowances, all of which a request must meet; they may be empty.</param>
public sealed class WorkLedger(IEnumerable<WorkBucket> buckets)
{
    private const int RememberedRequests = 4096;

    // For as long is a result kept for those who ask again; after that the same request is made, and paid, anew.
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, RequestCharge> _charges = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>The allowances.</summary>
    public IReadOnlyList<WorkBucket> Buckets { get; private set; } = [.. buckets];

    /// <summary>Puts other allowances in the place of those that there are.</summary>
    public void Replace(IEnumerable<WorkBucket> buckets) => Buckets = [.. buckets];

    /// <summary>Charges a request its expected work, or refuses it and charges nothing.</summary>
    /// <param name="request">Id of the request.</param>
    /// <param name="work">Expected work in megapixel-steps.</param>
    /// <param name="now">Now.</param>
    /// <returns>Time to wait: zero when it was charged, null when its work exceeds an allowance as a whole.</returns>
    public TimeSpan? Reserve(string request, double work, DateTimeOffset now)
    {
        Advance(now);
        var charge = _charges.TryGetValue(request, out var known) && !(known.SettledAt + Memory <= now) ? known : new();
        var more = Math.Max(0, work - charge.Charged);
        if (Buckets.Any(bucket => more > bucket.Capacity))
            return null;
        var wait = Buckets.Select(bucket => bucket.Until(more)).DefaultIfEmpty(TimeSpan.Zero).Max();
        if (wait == TimeSpan.Zero)
            Charge(request, charge with { Charged = charge.Charged + more }, more);
        return wait;
    }

    /// <summary>Charges a request the work that was made instead of what was expected; of several accounts of one request, the greatest.</summary>
    /// <param name="request">Id of the request.</param>
    /// <param name="work">Work made, in megapixel-steps.</param>
    /// <param name="now">Now.</param>
    public void Settle(string request, double work, DateTimeOffset now)
    {
        Advance(now);
        // A request that is no longer known was settled long ago.
        if (!_charges.TryGetValue(request, out var charge))
            return;
        var made = Math.Max(charge.Made, work);
        Charge(request, new(made, made, now), made - charge.Charged);
    }

    private void Advance(DateTimeOffset now) => Buckets = [.. Buckets.Select(bucket => bucket.Advance(now))];

    private void Charge(string request, RequestCharge charge, double more)
    {
        if (!_charges.ContainsKey(request))
            _order.Enqueue(request);
        _charges[request] = charge;
        Buckets = [.. Buckets.Select(bucket => bucket.Take(more))];
        while (_order.Count > RememberedRequests)
            _charges.Remove(_order.Dequeue());
    }

    /// <summary>What a request costs.</summary>
    /// <param name="Charged">Work charged by now.</param>
    /// <param name="Made">Work that was made, as far as was told.</param>
    /// <param name="SettledAt">When that was told last.</param>
    private readonly record struct RequestCharge(double Charged, double Made, DateTimeOffset? SettledAt);
}
