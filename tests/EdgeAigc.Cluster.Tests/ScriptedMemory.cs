using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Cluster.Tests;

/// <summary>The memory of a <see cref="ScriptedEngine"/>. Models of no size come and go unseen; the others are kept account of, and the
/// longest unused ones make room for what a job needs, as in the real engine.</summary>
internal sealed class ScriptedMemory(long bytes)
{
    private readonly Lock _gate = new();
    private readonly List<ResidentModel> _models = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long Bytes { get; } = bytes;

    /// <summary>Whether the models in memory, one under way included, were ever more than there is room for.</summary>
    public bool WasExceeded { get; private set; }

    /// <summary>Models whose loads fail.</summary>
    public HashSet<string> Broken { get; } = new(StringComparer.Ordinal);

    /// <summary>Loads that were asked for by name, in order.</summary>
    public List<string> Loads { get; } = [];

    /// <summary>What a planned load waits for; null lets it pass.</summary>
    public SemaphoreSlim? Barrier { get; set; }

    public IReadOnlyList<ResidentModel> Models
    {
        get
        {
            lock (_gate)
                return [.. _models.OrderBy(model => model.Name, StringComparer.Ordinal)];
        }

        set
        {
            lock (_gate)
            {
                _models.Clear();
                _models.AddRange(value);
                Changed();
            }
        }
    }

    /// <summary>A job needs the model.</summary>
    public void Use(ModelFolder? model)
    {
        if (model is not { WeightBytes: > 0 })
            return;
        lock (_gate)
        {
            var index = _models.FindIndex(known => known.Name == model.Name);
            if (index >= 0)
                _models.RemoveAt(index);
            while (_models.Sum(known => known.Bytes) + model.WeightBytes > Bytes)
                _models.RemoveAt(0);
            _models.Add(new(model.Name, model.WeightBytes));
            Changed();
        }
    }

    public async Task<JobFault?> LoadAsync(ModelFolder model, CancellationToken cancellation)
    {
        lock (_gate)
        {
            Loads.Add(model.Name);
            WasExceeded |= _models.Where(known => known.Name != model.Name).Sum(known => known.Bytes) + model.WeightBytes > Bytes;
        }

        if (Barrier is { } barrier)
            await barrier.WaitAsync(cancellation);
        lock (_gate)
        {
            if (!Broken.Contains(model.Name) && _models.All(known => known.Name != model.Name))
                _models.Add(new(model.Name, model.WeightBytes));
            WasExceeded |= _models.Sum(known => known.Bytes) > Bytes;
            Changed();
            return Broken.Contains(model.Name) ? new(JobFaultCode.ModelUnusable, null, $"{model.Name} is broken.") : null;
        }
    }

    public void Unload(string model)
    {
        lock (_gate)
        {
            _models.RemoveAll(known => known.Name == model);
            Changed();
        }
    }

    /// <summary>Ends when the condition holds.</summary>
    public async Task WaitUntilAsync(Func<IReadOnlyList<string>, bool> condition)
    {
        while (true)
        {
            Task changed;
            IReadOnlyList<string> names;
            lock (_gate)
                (changed, names) = (_changed.Task, [.. _models.Select(model => model.Name)]);
            if (condition(names))
                return;
            try
            {
                await changed.WaitAsync(EventStreams.Patience);
            }
            catch (TimeoutException exception)
            {
                throw new TimeoutException($"In memory are {string.Join(", ", names)}.", exception);
            }
        }
    }

    private void Changed()
    {
        var changed = _changed;
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }
}
