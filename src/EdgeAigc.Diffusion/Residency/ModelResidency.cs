using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Telemetry;
using Microsoft.Extensions.Logging;

namespace EdgeAigc.Diffusion.Residency;

/// <summary>The only owner of models in memory: loads and unloads them within a budget. Belongs to the device thread, so a model is
/// never unloaded under a step; reading files, opening networks and giving memory back happen elsewhere.</summary>
/// <param name="loading">Reads and opens them.</param>
/// <param name="closing">Gives their memory back.</param>
/// <param name="unloadBuffer">Memory in bytes that models which are being closed may still occupy while the next one is loaded.</param>
/// <param name="fetches">Brings their files before.</param>
/// <param name="order">Says who makes room; keeps to the memory that all models together may occupy.</param>
/// <param name="metrics">Takes loads and evictions.</param>
/// <param name="time">Clock.</param>
/// <param name="logger">Log.</param>
internal sealed partial class ModelResidency(
    LoadingThread loading, ClosingThread closing, long unloadBuffer, ModelFetches fetches, EvictionOrder order, EngineMetrics metrics, TimeProvider time, ILogger logger) : IDisposable
{
    private readonly Dictionary<string, LoadedModel> _loaded = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Exception> _failed = new(StringComparer.Ordinal);
    private ModelLoad? _load;

    // Others were given up for it; loaded once enough of their memory is back.
    private ModelFolder? _next;
    private bool _hasChanged;

    /// <summary>The models in memory.</summary>
    public IReadOnlyCollection<LoadedModel> Loaded => _loaded.Values;

    /// <summary>The model when it is in memory.</summary>
    public LoadedModel? Find(string model) => _loaded.GetValueOrDefault(model);

    /// <summary>Why the last load failed, or null.</summary>
    public Exception? FailureOf(string model) => _failed.GetValueOrDefault(model);

    /// <summary>Where a model is.</summary>
    public ModelState StateOf(string model) =>
        _loaded.ContainsKey(model) ? ModelState.Resident
        : _failed.ContainsKey(model) ? ModelState.Failed
        : _next?.Name == model || (_load?.Folder.Name == model && !_load.IsCancelled) ? ModelState.Loading
        : fetches.IsUnderWay(model) ? ModelState.Fetching
        : ModelState.Waiting;

    /// <summary>Whether a model left whose memory is still to come back.</summary>
    public bool IsClosing(string model) => closing.IsClosing(model);

    /// <summary>How far the fetch of a model's files has come, or null.</summary>
    public ModelFetchProgress? ProgressOf(string model) => fetches.ProgressOf(model);

    /// <summary>A job begins with the model.</summary>
    public void Touch(LoadedModel model)
    {
        model.LastUsed = time.GetTimestamp();
        order.Used(model.Folder);
    }

    /// <summary>Goes on with loading: takes in what was loaded, starts the next load, makes room for it.</summary>
    /// <param name="wanted">Models to have, the most wanted first.</param>
    /// <param name="inUse">Models that must stay.</param>
    /// <returns>Whether other models are in memory than at the last call.</returns>
    public bool Advance(IReadOnlyList<ModelFolder> wanted, IReadOnlySet<string> inUse)
    {
        GoOn(wanted, inUse);
        var changed = _hasChanged;
        _hasChanged = false;
        return changed;
    }

    /// <summary>Forgets failures, so that the next who asks tries again.</summary>
    public void ForgetFailures() => _failed.Clear();

    /// <summary>Drops a model because somebody says so; without effect when it is not in memory.</summary>
    public void Unload(string name) => Evict(name, displaced: false);

    private void Evict(string name, bool displaced)
    {
        if (_loaded.GetValueOrDefault(name) is { } model)
            metrics.Evicted(name, time.GetElapsedTime(model.LastUsed), displaced);
        Drop(name);
    }

    private void Drop(string name)
    {
        if (!_loaded.Remove(name, out var model))
            return;
        _hasChanged = true;
        order.Left(name);
        closing.Close(model);
    }

    private void GoOn(IReadOnlyList<ModelFolder> wanted, IReadOnlySet<string> inUse)
    {
        fetches.Advance(wanted, IsMissing);
        if (_load is { } load)
        {
            if (!wanted.Contains(load.Folder))
                load.Cancel();
            if (!load.HasEnded)
                return;
            _load = null;
            TakeIn(load);
        }

        if (_next is { } next && !wanted.Contains(next))
        {
            order.Left(next.Name);
            _next = null;
        }

        _next ??= Choose(wanted, inUse);
        if (_next is null || closing.Bytes > unloadBuffer)
            return;
        _load = loading.Start(_next, fetches.Take(_next.Name)?.Hold);
        _next = null;
    }

    /// <summary>The model to load next, for which room was made; null when there is none.</summary>
    private ModelFolder? Choose(IReadOnlyList<ModelFolder> wanted, IReadOnlySet<string> inUse)
    {
        // The most wanted model comes first: a smaller one must not keep taking the room it waits for.
        var first = wanted.FirstOrDefault(model => !_loaded.ContainsKey(model.Name) && !_failed.ContainsKey(model.Name) && AreFilesThere(model.Name));
        return first is not null && MakeRoom(first, wanted, inUse) ? first : null;
    }

    private bool IsMissing(string model) => !_loaded.ContainsKey(model) && !_failed.ContainsKey(model) && _load?.Folder.Name != model;

    /// <summary>Whether a model's files can be read; that they cannot be had is its failure.</summary>
    private bool AreFilesThere(string model)
    {
        if (fetches.FaultOf(model) is { } fault)
        {
            fetches.Take(model);
            _failed[model] = new ModelException(model, fault);
            LogLoadFailed(model, fault);
            return false;
        }

        return fetches.IsDone(model);
    }

    /// <summary>Memory that a model occupies: what calibration measured, or else its weights.</summary>
    public static long SizeOf(ModelFolder model) => model.Curves?.ResidentBytes ?? model.WeightBytes;

    /// <inheritdoc/>
    public void Dispose()
    {
        fetches.Dispose();
        if (_load is { } load)
        {
            load.Cancel();
            loading.Dispose();
            load.Model?.Dispose();
            _load = null;
        }
        else
        {
            loading.Dispose();
        }

        foreach (var name in _loaded.Keys.ToList())
            Drop(name);
        closing.Dispose();
    }

    private void TakeIn(ModelLoad load)
    {
        var name = load.Folder.Name;
        if (load.Model is { } model)
        {
            _loaded.Add(name, model);
            _hasChanged = true;
            order.Loaded(name, load.Elapsed);
            model.LastUsed = time.GetTimestamp();
            metrics.Loaded(name, load.Elapsed, null);
            LogLoaded(name, model.Bytes, load.Elapsed.TotalMilliseconds);
            return;
        }

        order.Left(name);
        if (load.Failure is not { } failure)
            return;
        _failed[name] = failure;
        metrics.Loaded(name, load.Elapsed, failure);
        LogLoadFailed(name, failure.Message);
    }

    /// <summary>Unloads what the policy gives up for the model.</summary>
    private bool MakeRoom(ModelFolder model, IReadOnlyList<ModelFolder> wanted, IReadOnlySet<string> inUse)
    {
        if (order.MakeRoom(model, wanted, inUse) is not { } victims)
            return false;
        foreach (var victim in victims)
            Evict(victim, displaced: true);
        return true;
    }
}
