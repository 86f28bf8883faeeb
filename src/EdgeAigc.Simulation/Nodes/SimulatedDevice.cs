using EdgeAigc.Core.Batching;

namespace EdgeAigc.Simulation.Nodes;

/// <summary>A device that makes one denoising step of one batch at a time, by the planner that the engine runs. Its true speed is
/// that of the curves, and each unit of work is disturbed at random.</summary>
/// <param name="curves">True times of the models.</param>
/// <param name="options">Batches and disturbances.</param>
/// <param name="random">Disturbs.</param>
internal sealed class SimulatedDevice(IReadOnlyDictionary<string, DeviceCurves> curves, SimulatedDeviceOptions options, Random random)
{
    private readonly Dictionary<string, DeviceModel> _models = new(StringComparer.Ordinal);
    private readonly Queue<SimulatedJob> _done = new();
    private readonly List<DeviceModel> _busy = [];
    private readonly List<BatchGroup> _groups = [];
    private readonly List<int> _chosen = [];
    private readonly List<SimulatedJob> _batch = [];
    private int _jobs;

    /// <summary>When the unit in progress ends; infinite when there is none.</summary>
    public double BusyUntil { get; private set; } = double.PositiveInfinity;

    /// <summary>Whether a unit of work is in progress.</summary>
    public bool IsBusy => !double.IsInfinity(BusyUntil);

    /// <summary>Time in seconds that it has worked.</summary>
    public double WorkedSeconds { get; private set; }

    public void Add(SimulatedJob job)
    {
        var model = ModelOf(job);
        if (model.Jobs.Count == 0)
            _busy.Add(model);
        model.Jobs.Add(job);
        _jobs++;
    }

    /// <summary>Place in the order of acceptance of the model's oldest image; the largest number when there is none.</summary>
    public long OldestJob(string model) => _models.TryGetValue(model, out var known) && known.Jobs.Count > 0 ? known.Jobs.Min(job => job.Order) : long.MaxValue;

    /// <summary>Whether an image of the model has begun and is not done.</summary>
    public bool IsMaking(string model) =>
        (_models.TryGetValue(model, out var known) && known.Jobs.Exists(job => job.Steps > 0)) || _done.Any(job => job.Request.Bid.Model == model);

    /// <summary>Takes back the images of a model that have not begun.</summary>
    public IReadOnlyList<SimulatedJob> Withdraw(string model)
    {
        if (!_models.TryGetValue(model, out var known) || known.Jobs.Count == 0)
            return [];
        if (known.Jobs.Exists(job => job.Steps > 0))
            throw new InvalidOperationException($"Model '{model}' leaves while an image is made with it; this is a defect of the simulator.");
        SimulatedJob[] jobs = [.. known.Jobs];
        _jobs -= jobs.Length;
        known.Jobs.Clear();
        _busy.Remove(known);
        return jobs;
    }

    /// <summary>Begins the next unit of work, if there is one.</summary>
    public void Begin(double now)
    {
        BusyUntil = double.PositiveInfinity;
        if (_jobs == 0)
            return;
        _batch.Clear();
        var seconds = _done.TryPeek(out var done) ? Finish(done) : Step(now);
        BusyUntil = now + seconds;
        WorkedSeconds += seconds;
    }

    /// <summary>Ends the unit in progress.</summary>
    /// <returns>The job that is done by it, or null.</returns>
    public SimulatedJob? End()
    {
        if (_batch.Count == 0)
        {
            _jobs--;
            return _done.Dequeue();
        }

        foreach (var job in _batch)
        {
            job.EndStep();
            if (job.StepsLeft == 0)
                EndSteps(job);
        }

        return null;
    }

    private double Finish(SimulatedJob job)
    {
        var seconds = Disturbed(ModelOf(job).Curves.FixedSeconds);
        job.DeviceSeconds += seconds;
        job.OwnSeconds += seconds;
        return seconds;
    }

    private double Step(double now)
    {
        var model = ChooseBatch(now);
        var seconds = Disturbed(model.Curves.StepSeconds(_batch.Count));
        foreach (var job in _batch)
            job.BeginStep(seconds, _batch.Count);
        return seconds;
    }

    private void EndSteps(SimulatedJob job)
    {
        var model = ModelOf(job);
        model.Jobs.Remove(job);
        if (model.Jobs.Count == 0)
            _busy.Remove(model);
        _done.Enqueue(job);
    }

    private DeviceModel ChooseBatch(double now)
    {
        if (_busy is [{ Jobs: [var only] } alone])
        {
            _batch.Add(only);
            return alone;
        }

        _groups.Clear();
        foreach (var model in _busy)
        {
            model.FillGroup(now);
            _groups.Add(model.Group);
        }

        var chosen = _busy[BatchPlanner.Choose(_groups, _chosen)];
        foreach (var index in _chosen)
            _batch.Add(chosen.Jobs[index]);
        return chosen;
    }

    private DeviceModel ModelOf(SimulatedJob job)
    {
        var name = job.Request.Bid.Model;
        if (!_models.TryGetValue(name, out var model))
            _models.Add(name, model = new(curves[name], options.MaxBatchImages));
        return model;
    }

    private double Disturbed(double seconds) => options.Jitter > 0 ? seconds * (1 + (options.Jitter * ((2 * random.NextDouble()) - 1))) : seconds;
}
