using System.Globalization;
using EdgeAigc.Core.Caching;
using EdgeAigc.Core.Placement;
using EdgeAigc.Core.Residency;
using EdgeAigc.Simulation.Nodes;

namespace EdgeAigc.Simulation.Cluster.Memory;

/// <summary>
/// What is in the device memory of one node and what comes next, as in the engine of a silo: models that images wait for are loaded first, that of the
/// oldest image before all, then what the plan wants, one at a time. Accepted images get their model whatever it displaces, but a model is never
/// taken from under an image that has begun. A plan goes step by step and touches only what is in its way.
/// </summary>
internal sealed class NodeMemory(ClusterNode node, IReadOnlyList<ClusterModel> models, IModelCache cache, NodeDisk disk, LoadCounts loads, SimulatedNode device)
{
    private readonly SortedDictionary<int, Residence> _residences = [];
    private readonly Dictionary<string, int> _places = models.Index().ToDictionary(row => row.Item.Name, row => row.Index, StringComparer.Ordinal);
    private readonly WaitingJobs _waiting = new();
    private readonly List<int> _plan = [];
    private readonly Queue<int> _copies = new();
    private Residence? _loading;
    private int _planLoad = -1;
    private bool _planRuns;
    private long _used;

    /// <summary>When the load in progress ends; infinite without one.</summary>
    public double LoadedAt { get; private set; } = double.PositiveInfinity;

    /// <summary>Largest part of the memory that was ever occupied.</summary>
    public double PeakUse { get; private set; }

    /// <summary>Models in memory, ready or not.</summary>
    public IEnumerable<int> Present => _residences.Keys;

    /// <summary>Models in memory that no plan is about to take away.</summary>
    public IEnumerable<int> Staying => _residences.Values.Where(residence => residence.Ready && !(_planRuns && !_plan.Contains(residence.Model))).Select(residence => residence.Model);

    /// <summary>Models on their way into memory: those that images wait for, and the one that the plan brings there just now.</summary>
    public IEnumerable<int> Coming => _planLoad < 0 || _waiting.Has(_planLoad) ? _waiting.Models : _waiting.Models.Append(_planLoad);

    /// <summary>The load in progress, with the seconds it takes yet.</summary>
    public (string Model, double SecondsLeft)? UnderWay(double now) => _loading is { } loading ? (models[loading.Model].Name, LoadedAt - now) : null;

    public IReadOnlyList<int> OnDisk => disk.Files;

    /// <summary>Whether images can be made with the model.</summary>
    public bool IsReady(int model) => _residences.TryGetValue(model, out var residence) && residence.Ready;

    /// <summary>Whether the model is in memory or was wanted there by the last plan.</summary>
    public bool IsMeantToBeHere(int model) => _residences.ContainsKey(model) || _plan.Contains(model);

    /// <summary>Whether others must leave before the model can be loaded.</summary>
    public bool Displaces(int model) => _residences.Values.Where(residence => residence.Ready).Sum(residence => models[residence.Model].MemoryBytes) + models[model].MemoryBytes > node.MemoryBytes;

    /// <summary>Time to bring a model here from where its files are, in seconds.</summary>
    public double LoadSeconds(int model) => SecondsOf(model).Seconds;

    /// <summary>What the node would give up for one more copy of the model.</summary>
    public double Offer(int model, double now) => cache.Offer(Request(model, -1, now, NeededBefore(long.MaxValue)));

    /// <summary>An image was accepted: it is made as soon as its model is in memory.</summary>
    /// <returns>Whether it waits for that, and whether the cache wants one more copy of the model in the cluster.</returns>
    public (bool Waits, bool WantsCopy) Take(int model, int tenant, SimulatedJob job, double now)
    {
        if (IsReady(model))
            return (false, Use(model, tenant, now));
        _waiting.Add(model, job);
        GoOn(now);
        return (true, false);
    }

    /// <summary>Loads one more copy, if something may leave for it.</summary>
    public void AddCopy(int model, double now)
    {
        _copies.Enqueue(model);
        GoOn(now);
    }

    /// <summary>Follows a plan.</summary>
    /// <param name="planned">Models that should be in memory, the most wanted first.</param>
    /// <param name="now">Now.</param>
    public void Follow(IReadOnlyCollection<int> planned, double now)
    {
        _plan.Clear();
        _plan.AddRange(planned);
        _planRuns = true;
        if (_loading is { } loading && loading.Model == _planLoad && !_plan.Contains(loading.Model) && !_waiting.Has(loading.Model))
        {
            Evict(loading.Model);
            (_loading, LoadedAt) = (null, double.PositiveInfinity);
        }

        GoOn(now);
    }

    /// <summary>The load in progress ends.</summary>
    /// <returns>Images that can be made now.</returns>
    public IReadOnlyList<SimulatedJob> EndLoad(double now)
    {
        var loaded = _loading!;
        (_loading, LoadedAt) = (null, double.PositiveInfinity);
        loaded.Ready = true;
        disk.Use(loaded.Model, _residences.ContainsKey);
        var jobs = _waiting.Take(loaded.Model);
        for (var job = 0; job < jobs.Count; job++)
            Use(loaded.Model, -1, now);
        return jobs;
    }

    /// <summary>Goes on with the plan and with loading, after anything that may have made room.</summary>
    public void GoOn(double now)
    {
        if (_planRuns)
            StepPlan();
        if (_loading is not null)
            return;
        if (!_waiting.IsEmpty)
            Load(_waiting.Oldest.Model, _waiting.Oldest.Order, now);
        else if (_planLoad >= 0)
            Load(_planLoad, long.MaxValue, now);
        else if (_copies.TryDequeue(out var copy) && !_residences.ContainsKey(copy))
            Load(copy, long.MaxValue, now);
    }

    private bool Use(int model, int tenant, double now) => cache.Request(Request(model, tenant, now, Nothing)).WantsCopy;

    private void StepPlan()
    {
        _planLoad = -1;
        while (_planRuns)
        {
            var step = ResidencySteps.Next(node.MemoryBytes, Sizes(_residences.Keys), Sizes(_plan), Nothing);
            if (step.Action == ResidencyAction.Done)
                _planRuns = false;
            else if (step.Action == ResidencyAction.Load)
                _planLoad = _places[step.Model!];
            if (step.Action != ResidencyAction.Unload || IsInUse(_places[step.Model!]) || device.OldestJob(step.Model!) < long.MaxValue)
                return;
            Evict(_places[step.Model!]);
        }
    }

    /// <summary>Begins to load a model, if room can be made. Models that only images wait for which came after its own leave last, others that are needed never.</summary>
    private void Load(int model, long order, double now)
    {
        var decision = cache.Load(Request(model, -1, now, NeededBefore(long.MaxValue)));
        if (decision.Action == CacheAction.Bypass && order < long.MaxValue)
            decision = cache.Load(Request(model, -1, now, NeededBefore(order)));
        if (decision.Action != CacheAction.Load)
            return;
        foreach (var victim in decision.Victims)
            Forget(_places[victim]);
        var (source, seconds) = SecondsOf(model);
        loads.Add(source, models[model].DiskBytes);
        _loading = new(model);
        _residences.Add(model, _loading);
        LoadedAt = now + seconds;
        _used += models[model].MemoryBytes;
        PeakUse = Math.Max(PeakUse, (double)_used / node.MemoryBytes);
    }

    private void Evict(int model)
    {
        cache.Remove(models[model].Name);
        Forget(model);
    }

    private void Forget(int model)
    {
        _residences.Remove(model);
        _used -= models[model].MemoryBytes;
        foreach (var job in device.Withdraw(models[model].Name))
            _waiting.Add(model, job);
    }

    private static IReadOnlySet<string> Nothing { get; } = new HashSet<string>();

    private HashSet<string> NeededBefore(long order) => _residences.Keys.Where(model => IsInUse(model) || device.OldestJob(models[model].Name) < order)
        .Select(model => models[model].Name).ToHashSet(StringComparer.Ordinal);

    private bool IsInUse(int model) => !_residences[model].Ready || device.IsMaking(models[model].Name);

    private List<ModelSize> Sizes(IEnumerable<int> places) => [.. places.Select(model => new ModelSize(models[model].Name, models[model].MemoryBytes))];

    private (LoadSource Source, double Seconds) SecondsOf(int model)
    {
        var source = disk.Has(model) ? LoadSource.Disk : disk.PeersHave(model) ? LoadSource.Peer : LoadSource.Origin;
        return (source, models[model].LoadSeconds.From(source));
    }

    private CacheRequest Request(int model, int tenant, double now, IReadOnlySet<string> held) =>
        new(models[model].Name, models[model].MemoryBytes, SecondsOf(model).Seconds, now) { Tenant = tenant < 0 ? null : tenant.ToString(CultureInfo.InvariantCulture), Held = held };
}
