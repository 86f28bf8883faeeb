using System.Globalization;
using EdgeAigc.Core.Caching;
using EdgeAigc.Core.Placement;
using EdgeAigc.Simulation.Nodes;

namespace EdgeAigc.Simulation.Cluster.Memory;

/// <summary>What is in the device memory of one node, what is being loaded (one model at a time) and what a plan wants there. The cache
/// decides who goes; nothing leaves that a bid or an image needs.</summary>
internal sealed class NodeMemory(ClusterNode node, IReadOnlyList<ClusterModel> models, IModelCache cache, NodeDisk disk, LoadCounts loads)
{
    private readonly Dictionary<int, Residence> _residences = [];
    private readonly Dictionary<string, int> _places = [];
    private readonly Queue<Residence> _toLoad = new();
    private readonly List<int> _wanted = [];
    private Residence? _loading;
    private long _used;

    /// <summary>When the load in progress ends; infinite without one.</summary>
    public double LoadedAt { get; private set; } = double.PositiveInfinity;

    /// <summary>Largest part of the memory that was ever occupied.</summary>
    public double PeakUse { get; private set; }

    /// <summary>Models in memory that stay, ready or not.</summary>
    public IEnumerable<int> Held => _residences.Values.Where(residence => !residence.Leaving).Select(residence => residence.Model);

    public IReadOnlyList<int> OnDisk => disk.Files;

    /// <summary>Whether requests for the model can be sent here.</summary>
    public bool Serves(int model) => _residences.TryGetValue(model, out var residence) && !residence.Leaving;

    public bool IsLoaded(int model) => _residences.TryGetValue(model, out var residence) && residence.Ready;

    /// <summary>Whether it is loaded and stays.</summary>
    public bool IsReady(int model) => _residences.TryGetValue(model, out var residence) && residence is { Ready: true, Leaving: false };

    /// <summary>Seconds until the model is ready; infinite when it is not even on its way.</summary>
    public double WaitSeconds(int model, double now)
    {
        if (!_residences.TryGetValue(model, out var wanted))
            return double.PositiveInfinity;
        if (wanted.Ready)
            return 0;
        var seconds = LoadedAt - now;
        if (wanted == _loading)
            return seconds;
        foreach (var queued in _toLoad)
        {
            seconds += IsHere(queued) ? SecondsOf(queued.Model).Seconds : 0;
            if (queued == wanted)
                break;
        }

        return seconds;
    }

    /// <summary>A bid needs the model.</summary>
    public void Claim(int model) => _residences[model].Claims++;

    /// <summary>A bid or an image does not need it any more.</summary>
    public void Release(int model, double now)
    {
        var residence = _residences[model];
        if (--residence.Claims > 0 || !residence.Leaving || residence == _loading)
            return;
        Remove(residence);
        Fill(now);
    }

    /// <summary>An image waits until its model is ready.</summary>
    public void Await(int model, SimulatedJob job) => _residences[model].Waiting.Add(job);

    /// <summary>What the node would give up for the model.</summary>
    public double Offer(int model, int tenant, double now) => cache.Offer(Request(model, tenant, now, needsRoom: true));

    /// <summary>A request for the model is served here if it can be.</summary>
    /// <returns>The cache's decision, which is carried out.</returns>
    public CacheDecision Ask(int model, int tenant, double now)
    {
        var known = _residences.GetValueOrDefault(model);
        var decision = cache.Request(Request(model, tenant, now, needsRoom: known is null));
        if (known is null)
            Carry(decision, model, now);
        else
            known.Leaving = false;
        return decision;
    }

    /// <summary>Loads one more copy, if there is room or something may leave for it.</summary>
    public void AddCopy(int model, double now) => Carry(cache.Load(Request(model, -1, now, needsRoom: true)), model, now);

    /// <summary>Follows a plan: what it does not want leaves when nobody needs it, what it wants comes as room is found.</summary>
    /// <param name="planned">Models that should be in memory, the most wanted first.</param>
    /// <param name="now">Now.</param>
    public void Follow(IReadOnlyCollection<int> planned, double now)
    {
        foreach (var residence in _residences.Values.ToArray())
        {
            residence.Leaving = !planned.Contains(residence.Model);
            if (residence is { Leaving: true, Claims: 0 } && residence != _loading)
                Remove(residence);
        }

        _wanted.Clear();
        _wanted.AddRange(planned.Where(model => !_residences.ContainsKey(model)));
        Fill(now);
    }

    /// <summary>The load in progress ends.</summary>
    /// <returns>Images that can be made now.</returns>
    public IReadOnlyList<SimulatedJob> EndLoad(double now)
    {
        var loaded = _loading!;
        (_loading, LoadedAt) = (null, double.PositiveInfinity);
        loaded.Ready = true;
        disk.Use(loaded.Model, _residences.ContainsKey);
        if (loaded is { Leaving: true, Claims: 0 })
        {
            Remove(loaded);
            Fill(now);
        }

        BeginLoad(now);
        var jobs = loaded.Waiting.ToArray();
        loaded.Waiting.Clear();
        return jobs;
    }

    private void Fill(double now)
    {
        for (var place = 0; place < _wanted.Count;)
        {
            var model = _wanted[place];
            if (!_residences.ContainsKey(model) && _used + models[model].MemoryBytes > node.MemoryBytes)
            {
                place++;
                continue;
            }

            _wanted.RemoveAt(place);
            if (!_residences.ContainsKey(model))
                AddCopy(model, now);
        }
    }

    private void Carry(CacheDecision decision, int model, double now)
    {
        if (decision.Action != CacheAction.Load)
            return;
        foreach (var victim in decision.Victims)
            Forget(_residences[_places[victim]]);
        var residence = new Residence(model);
        _residences.Add(model, residence);
        _places[models[model].Name] = model;
        _used += models[model].MemoryBytes;
        PeakUse = Math.Max(PeakUse, (double)_used / node.MemoryBytes);
        _toLoad.Enqueue(residence);
        BeginLoad(now);
    }

    private void BeginLoad(double now)
    {
        while (_loading is null && _toLoad.TryDequeue(out var next))
        {
            if (!IsHere(next))
                continue;
            var (source, seconds) = SecondsOf(next.Model);
            loads.Add(source, models[next.Model].DiskBytes);
            (_loading, LoadedAt) = (next, now + seconds);
        }
    }

    private (LoadSource Source, double Seconds) SecondsOf(int model)
    {
        var source = disk.Has(model) ? LoadSource.Disk : disk.PeersHave(model) ? LoadSource.Peer : LoadSource.Origin;
        return (source, models[model].LoadSeconds.From(source));
    }

    private void Remove(Residence residence)
    {
        cache.Remove(models[residence.Model].Name);
        Forget(residence);
    }

    private void Forget(Residence residence)
    {
        _residences.Remove(residence.Model);
        _used -= models[residence.Model].MemoryBytes;
    }

    private CacheRequest Request(int model, int tenant, double now, bool needsRoom)
    {
        var request = new CacheRequest(models[model].Name, models[model].MemoryBytes, SecondsOf(model).Seconds, now) { Tenant = tenant < 0 ? null : tenant.ToString(CultureInfo.InvariantCulture) };
        return needsRoom ? request with { Held = _residences.Values.Where(IsNeeded).Select(residence => models[residence.Model].Name).ToHashSet(StringComparer.Ordinal) } : request;
    }

    // A plan may have taken back what another wanted.
    private bool IsHere(Residence residence) => _residences.GetValueOrDefault(residence.Model) == residence;

    private static bool IsNeeded(Residence residence) => residence.Claims > 0 || !residence.Ready;
}
