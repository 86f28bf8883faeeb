using System.Collections.Concurrent;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Diffusion.Residency;

/// <summary>Brings together who wants which model in memory: jobs, and callers who load or unload ahead of jobs.</summary>
/// <param name="residency">Owns the models.</param>
/// <param name="order">Says who makes room.</param>
internal sealed class ModelWishes(ModelResidency residency, EvictionOrder order)
{
    private readonly ConcurrentQueue<ModelWish> _new = new();
    private readonly List<ModelWish> _open = [];
    private readonly HashSet<string> _inUse = new(StringComparer.Ordinal);
    private readonly List<ModelFolder> _wanted = [];
    private volatile IReadOnlyList<ResidentModel> _resident = [];

    /// <summary>The models in memory, by name. Known to any thread.</summary>
    public IReadOnlyList<ResidentModel> Resident => _resident;

    /// <inheritdoc cref="EvictionOrder.Pinned"/>
    public IReadOnlySet<string> Pinned
    {
        set => order.Pinned = value;
    }

    /// <summary>Takes a wish. From any thread.</summary>
    public void Add(ModelWish wish) => _new.Enqueue(wish);

    /// <inheritdoc cref="ModelResidency.Find"/>
    public LoadedModel? Find(string model) => residency.Find(model);

    /// <inheritdoc cref="ModelResidency.Touch"/>
    public void Touch(LoadedModel model) => residency.Touch(model);

    /// <inheritdoc cref="ModelResidency.StateOf"/>
    public ModelState StateOf(string model) => residency.StateOf(model);

    /// <inheritdoc cref="ModelResidency.ProgressOf"/>
    public ModelFetchProgress? ProgressOf(string model) => residency.ProgressOf(model);

    /// <inheritdoc cref="ModelResidency.FailureOf"/>
    public Exception? FailureOf(string model) => residency.FailureOf(model);

    /// <summary>Goes on with loading and unloading.</summary>
    /// <param name="jobs">All jobs, in the order of arrival.</param>
    /// <param name="calibrated">A model that is being calibrated, or null.</param>
    public void Advance(List<QueuedJob> jobs, ModelFolder? calibrated)
    {
        while (_new.TryDequeue(out var wish))
            _open.Add(wish);
        residency.ForgetFailures();
        Collect(jobs);
        if (calibrated is not null)
        {
            Want(calibrated);
            _inUse.Add(calibrated.Name);
        }

        foreach (var wish in _open)
        {
            if (!wish.Load && !_inUse.Contains(wish.Model.Name))
                residency.Unload(wish.Model.Name);
        }

        if (residency.Advance(_wanted, _inUse))
            _resident = [.. residency.Loaded.Select(model => new ResidentModel(model.Folder.Name, model.Bytes)).OrderBy(model => model.Name, StringComparer.Ordinal)];
        _open.RemoveAll(IsDecided);
    }

    /// <summary>Ends all wishes, because the engine stops.</summary>
    public void Stop()
    {
        while (_new.TryDequeue(out var wish))
            _open.Add(wish);
        _open.ForEach(wish => wish.Completion.TrySetResult(EngineFaults.Stopping));
        residency.Dispose();
        _resident = [];
    }

    private void Collect(List<QueuedJob> jobs)
    {
        _inUse.Clear();
        _wanted.Clear();
        foreach (var job in jobs)
        {
            if (job.IsEnded)
                continue;
            Want(job.Model);
            if (job.State is not null)
                _inUse.Add(job.Model.Name);
        }

        foreach (var wish in _open)
        {
            if (wish.Load && !wish.Cancellation.IsCancellationRequested)
                Want(wish.Model);
        }
    }

    private void Want(ModelFolder model)
    {
        if (!_wanted.Contains(model))
            _wanted.Add(model);
    }

    /// <summary>Whether a wish came true, failed or was taken back; its caller is told.</summary>
    private bool IsDecided(ModelWish wish)
    {
        var name = wish.Model.Name;
        var isThere = residency.Find(name) is not null;
        if (wish.Load ? isThere : !isThere && !residency.IsClosing(name))
            wish.Completion.TrySetResult(null);
        else if (wish.Load && residency.FailureOf(name) is { } failure)
            wish.Completion.TrySetResult(EngineFaults.LoadFailed(name, failure));
        else if (wish.Cancellation.IsCancellationRequested)
            wish.Completion.TrySetCanceled(wish.Cancellation);
        return wish.Completion.Task.IsCompleted;
    }
}
