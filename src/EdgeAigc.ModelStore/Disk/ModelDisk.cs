using EdgeAigc.ModelStore.Fetching;
using EdgeAigc.ModelStore.Manifests;

namespace EdgeAigc.ModelStore.Disk;

/// <summary>The models in a node's own folder. Brings them there when they are wanted, once however many want one, and keeps within the
/// budget at every instant. What is under a model's name is always the whole model. May be used from any thread.</summary>
public sealed class ModelDisk : IAsyncDisposable
{
    // More at a time would only make each of them late.
    private const int FetchesAtOnce = 2;

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _turns = new(FetchesAtOnce);
    private readonly DiskFolders _folders;
    private readonly DiskRoom _room;
    private readonly ModelUses _uses;
    private readonly TimeProvider _time;
    private readonly FolderSource _source;
    private readonly Func<string, bool> _mayGo;
    private readonly Dictionary<string, FetchRun> _runs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _held = new(StringComparer.Ordinal);

    /// <param name="folder">The node's own folder; it alone writes there.</param>
    /// <param name="capacityBytes">Bytes that models may occupy, partial ones included; 0 for no limit.</param>
    /// <param name="mayGo">Whether a model could be had again; those held are kept in any case. Quick; called under a lock.</param>
    /// <param name="time">Clock.</param>
    public ModelDisk(string folder, long capacityBytes, Func<string, bool> mayGo, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(mayGo);
        ArgumentNullException.ThrowIfNull(time);
        (CapacityBytes, _mayGo, _time) = (capacityBytes, mayGo, time);
        _folders = new(folder);
        _room = new(_folders, capacityBytes);
        _uses = new(time);
        _source = new("disk", SourceKind.Peer, folder, _folders.Notes);
        _folders.EmptyTrash();
    }

    /// <summary>Bytes that models may occupy; 0 for no limit.</summary>
    public long CapacityBytes { get; }

    /// <summary>Names of the models that are there, ordered.</summary>
    public IReadOnlyList<string> Models => _folders.Whole;

    /// <summary>Fetches under way.</summary>
    public IReadOnlyList<FetchProgress> Fetches
    {
        get
        {
            lock (_gate)
                return [.. _runs.Values.Select(run => run.Progress).OrderBy(progress => progress.Model, StringComparer.Ordinal)];
        }
    }

    /// <summary>Bytes in use, with the full size of fetches under way.</summary>
    public long UsedBytes
    {
        get
        {
            lock (_gate)
                return _room.Used(Reserved());
        }
    }

    /// <summary>Reads the models that are there, for others.</summary>
    public IModelFileSource Source => _source;

    /// <summary>Whether a model is there.</summary>
    public bool Has(string model) => ManifestChecks.IsModelName(model) && Directory.Exists(_folders.Of(model));

    /// <summary>A model was asked for; what is asked for most goes last.</summary>
    public void NoteUse(string model)
    {
        lock (_gate)
            _uses.Note(model);
    }

    /// <summary>Brings a model's files to the disk, if they are not there, and keeps them there.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="sources">Finds the places to read from, the best first.</param>
    /// <param name="progress">Hears how far the fetch has come, from another thread; must be quick.</param>
    /// <param name="fetched">Hears what each kind of place gave, when the fetch that this call began has succeeded.</param>
    /// <param name="cancellationToken">Gives up; the fetch stops when nobody else waits for it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was signalled.</exception>
    public async Task<ModelHold> EnsureAsync(
        string model, Func<CancellationToken, Task<IReadOnlyList<IModelFileSource>>> sources, Action<FetchProgress>? progress,
        Action<FetchShare>? fetched, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sources);
        if (!ManifestChecks.IsModelName(model))
            return new($"'{model}' is not the name of a model.", null);
        Hold(model);
        var fault = "The fetch was cancelled.";
        try
        {
            fault = await FetchedAsync(model, sources, progress, fetched, cancellationToken);
        }
        finally
        {
            if (fault is not null)
                Release(model);
        }

        return fault is null ? new(null, () => Release(model)) : new(fault, null);
    }

    /// <summary>Copies the small files of a model, by which it can be told what it is.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="source">The place to read from.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The copies and the sizes of the other files, or null when the source does not give them.</returns>
    public async Task<ModelOutline?> OutlineAsync(string model, IModelFileSource source, CancellationToken cancellationToken)
    {
        var sources = new FetchSources(model, [source]);
        if (!ManifestChecks.IsModelName(model) || await sources.FindManifestAsync(cancellationToken) is not { } manifest)
            return null;
        var small = new ModelManifest([.. manifest.Files.Where(ModelOutline.IsSmall)]);
        var folder = _folders.OutlineOf(model);
        var fetch = new FolderFetch(model, small, folder, _time);
        return await fetch.RunAsync(sources, new(model, small.Bytes, _ => { }), cancellationToken) is null
            ? new(folder, _folders.Of(model), manifest.Files.Where(file => !ModelOutline.IsSmall(file)).ToDictionary(file => file.Path, file => file.Bytes, StringComparer.Ordinal))
            : null;
    }

    /// <summary>Stops the fetches under way; what they brought is gone on with the next time.</summary>
    public async ValueTask DisposeAsync()
    {
        List<FetchRun> runs;
        lock (_gate)
        {
            runs = [.. _runs.Values];
            runs.ForEach(run => run.Stop());
        }

        await Task.WhenAll(runs.Select(run => run.Completion.Task));
        _turns.Dispose();
        _source.Dispose();
    }

    private async Task<string?> FetchedAsync(
        string model, Func<CancellationToken, Task<IReadOnlyList<IModelFileSource>>> sources, Action<FetchProgress>? progress,
        Action<FetchShare>? fetched, CancellationToken cancellationToken)
    {
        while (true)
        {
            FetchRun? run;
            bool isStopping;
            lock (_gate)
            {
                if (Has(model))
                    return null;
                if (!_runs.TryGetValue(model, out run))
                {
                    _runs.Add(model, run = new(model));
                    _ = RunAsync(run, sources, fetched);
                }

                isStopping = run.IsStopped;
                if (!isStopping)
                    run.Join(progress);
            }

            try
            {
                var fault = await run.Completion.Task.WaitAsync(cancellationToken);
                // One that others gave up is begun anew when it has ended.
                if (!isStopping)
                    return fault;
            }
            finally
            {
                lock (_gate)
                {
                    if (!isStopping)
                        run.Leave(progress);
                }
            }
        }
    }

    private async Task RunAsync(FetchRun run, Func<CancellationToken, Task<IReadOnlyList<IModelFileSource>>> sources, Action<FetchShare>? fetched)
    {
        string? fault = $"The fetch of model '{run.Model}' was given up.";
        try
        {
            // Out of the lock of whoever began it.
            await Task.Yield();
            await _turns.WaitAsync(run.Stopped);
            try
            {
                fault = await FetchAsync(run, new(run.Model, await sources(run.Stopped)), fetched);
            }
            finally
            {
                _turns.Release();
            }
        }
        catch (OperationCanceledException) when (run.IsStopped)
        {
        }
        catch (Exception exception)
        {
            fault = $"Model '{run.Model}' cannot be fetched: {exception.Message}";
        }

        lock (_gate)
        {
            _runs.Remove(run.Model);
            run.Completion.SetResult(fault);
        }

        run.Dispose();
    }

    private async Task<string?> FetchAsync(FetchRun run, FetchSources sources, Action<FetchShare>? fetched)
    {
        var model = run.Model;
        if (await sources.FindManifestAsync(run.Stopped) is not { } manifest)
            return $"Model '{model}' cannot be fetched: {sources.LastFailure}.";
        lock (_gate)
        {
            // Deleting is quick beside fetching, and nobody may take the room meanwhile.
            _folders.DropOthers(model, manifest);
            if (_room.Make(model, manifest.Bytes, Reserved(), other => !_runs.ContainsKey(other) && !_held.ContainsKey(other) && _mayGo(other), _uses.Of, _source.Book.Forget) is { } refusal)
                return refusal;
            run.ReservedBytes = manifest.Bytes;
        }

        var meter = new FetchMeter(model, manifest.Bytes, run.Tell);
        if (await new FolderFetch(model, manifest, _folders.PartialOf(model), _time).RunAsync(sources, meter, run.Stopped) is { } fault)
            return fault;
        lock (_gate)
        {
            _folders.Complete(model);
            run.ReservedBytes = 0;
            _source.Book.Note(model, manifest);
        }

        foreach (var share in meter.Shares.Where(share => share.Bytes > 0))
            fetched?.Invoke(share);
        return null;
    }

    private Dictionary<string, long> Reserved() =>
        _runs.Values.Where(run => run.ReservedBytes > 0).ToDictionary(run => run.Model, run => run.ReservedBytes, StringComparer.Ordinal);

    private void Hold(string model)
    {
        lock (_gate)
        {
            _held[model] = _held.GetValueOrDefault(model) + 1;
            _uses.Note(model);
        }
    }

    private void Release(string model)
    {
        lock (_gate)
        {
            if (--_held[model] == 0)
                _held.Remove(model);
        }
    }
}
