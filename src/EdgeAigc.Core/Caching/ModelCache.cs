namespace EdgeAigc.Core.Caching;

/// <summary>Keeps the accounts of one node's memory; a policy says who goes.</summary>
internal sealed class ModelCache : IModelCache
{
    private readonly ICachePolicy _policy;
    private readonly Dictionary<string, CachedModel> _resident = new(StringComparer.Ordinal);
    private readonly TurnCounter _turns;

    public ModelCache(string name, long capacityBytes, ICachePolicy policy, TurnCounter turns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacityBytes);
        (Policy, CapacityBytes, _policy, _turns) = (name, capacityBytes, policy, turns);
    }

    public string Policy { get; }

    public long CapacityBytes { get; }

    public long UsedBytes { get; private set; }

    public IReadOnlyCollection<string> Resident => _resident.Keys;

    public bool Contains(string model) => _resident.ContainsKey(model);

    public CacheDecision Request(CacheRequest request) => Decide(request, forced: false);

    public CacheDecision Load(CacheRequest request) => Decide(request, forced: true);

    public double Offer(CacheRequest request)
    {
        Check(request);
        var (victims, reason) = Room(request);
        if (reason != BypassReason.None)
            return double.PositiveInfinity;
        return victims.Count == 0 ? double.NegativeInfinity : victims.Max(victim => _policy.Worth(victim, request));
    }

    public void Remove(string model)
    {
        if (!_resident.Remove(model, out var entry))
            return;
        UsedBytes -= entry.SizeBytes;
        _policy.Left(entry);
    }

    private CacheDecision Decide(CacheRequest request, bool forced)
    {
        Check(request);
        // A load that no request asked for is no sign of demand.
        if (!forced)
            _policy.Arrived(request, _resident.Values);
        _turns.Advance();
        if (_resident.TryGetValue(request.Model, out var entry))
        {
            Use(entry, request);
            return _policy.WantsCopy(request) ? CacheDecision.Hit with { WantsCopy = true } : CacheDecision.Hit;
        }

        var (victims, reason) = Room(request);
        if (reason == BypassReason.None && !forced && !_policy.Admits(request, victims))
            reason = BypassReason.NotWorth;
        return reason == BypassReason.None ? Replace(victims, request) : CacheDecision.Bypass(reason);
    }

    private CacheDecision Replace(List<CachedModel> victims, CacheRequest request)
    {
        foreach (var victim in victims)
        {
            _policy.Evicted(victim);
            Remove(victim.Model);
        }

        var entry = new CachedModel(request);
        _resident.Add(entry.Model, entry);
        UsedBytes += entry.SizeBytes;
        Use(entry, request);
        return new(CacheAction.Load, [.. victims.Select(victim => victim.Model)]);
    }

    private void Use(CachedModel entry, CacheRequest request)
    {
        entry.LastTurn = _turns.Turn;
        entry.Frequency++;
        entry.NextUse = request.NextUse;
        _policy.Used(entry, request);
    }

    /// <summary>The least worthy models that make room, least worthy first, without any that turned out not to be needed.</summary>
    private (List<CachedModel> Victims, BypassReason Reason) Room(CacheRequest request)
    {
        if (request.SizeBytes > CapacityBytes)
            return ([], BypassReason.TooLarge);
        var missing = request.SizeBytes - (CapacityBytes - UsedBytes);
        var victims = new List<CachedModel>();
        if (missing <= 0)
            return (victims, BypassReason.None);
        foreach (var (model, _) in _resident.Values.Where(model => !request.Held.Contains(model.Model))
            .Select(model => (Model: model, Worth: _policy.Worth(model, request)))
            .OrderBy(pair => pair.Worth).ThenBy(pair => pair.Model.LastTurn))
        {
            victims.Add(model);
            missing -= model.SizeBytes;
            if (missing <= 0)
                break;
        }

        if (missing > 0)
            return ([], BypassReason.Held);
        // Small ones taken first may be superfluous beside the large one that came last.
        for (var index = victims.Count - 1; index >= 0; index--)
        {
            if (victims[index].SizeBytes <= -missing)
            {
                missing += victims[index].SizeBytes;
                victims.RemoveAt(index);
            }
        }

        return (victims, BypassReason.None);
    }

    private static void Check(CacheRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.SizeBytes <= 0)
            throw new ArgumentException($"Model '{request.Model}' has {request.SizeBytes} bytes; a size is above 0.", nameof(request));
        if (!(request.LoadSeconds >= 0) || !double.IsFinite(request.LoadSeconds))
            throw new ArgumentException($"Model '{request.Model}' loads in {request.LoadSeconds} s; a load time is finite and at least 0.", nameof(request));
        if (!double.IsFinite(request.Seconds))
            throw new ArgumentException($"The request for '{request.Model}' arrives at {request.Seconds} s; times are finite.", nameof(request));
    }
}
