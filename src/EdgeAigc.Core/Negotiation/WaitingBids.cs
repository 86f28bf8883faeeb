namespace EdgeAigc.Core.Negotiation;

/// <summary>Bids that wait for an answer, by tenant and by name: in which order they came within a slot decides nothing.</summary>
internal sealed class WaitingBids
{
    private readonly Dictionary<string, PendingBid> _byId = new(StringComparer.Ordinal);
    private readonly SortedList<string, List<PendingBid>> _byTenant = new(StringComparer.Ordinal);

    private readonly List<PendingBid> _none = [];

    /// <summary>Number of bids.</summary>
    public int Count => _byId.Count;

    /// <summary>The tenants, by name.</summary>
    public IList<string> Tenants => _byTenant.Keys;

    /// <summary>The bid, or null.</summary>
    public PendingBid? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>A tenant's bids by name.</summary>
    public List<PendingBid> Of(string tenant) => _byTenant.TryGetValue(tenant, out var bids) ? bids : _none;

    /// <summary>Takes a bid that does not wait yet.</summary>
    public void Add(PendingBid bid)
    {
        _byId.Add(bid.Bid.Id, bid);
        if (!_byTenant.TryGetValue(bid.Bid.Tenant, out var bids))
            _byTenant.Add(bid.Bid.Tenant, bids = []);
        bids.Insert(~bids.BinarySearch(bid, ById.Instance), bid);
    }

    /// <summary>Lets a bid go. Without effect when it is not there.</summary>
    public void Remove(PendingBid bid)
    {
        if (!_byId.Remove(bid.Bid.Id))
            return;
        var bids = _byTenant[bid.Bid.Tenant];
        bids.RemoveAt(bids.BinarySearch(bid, ById.Instance));
        if (bids.Count == 0)
            _byTenant.Remove(bid.Bid.Tenant);
    }

    /// <summary>Lets all go.</summary>
    public void Clear()
    {
        _byId.Clear();
        _byTenant.Clear();
    }

    private sealed class ById : IComparer<PendingBid>
    {
        public static readonly ById Instance = new();

        public int Compare(PendingBid? x, PendingBid? y) => string.CompareOrdinal(x!.Bid.Id, y!.Bid.Id);
    }
}
