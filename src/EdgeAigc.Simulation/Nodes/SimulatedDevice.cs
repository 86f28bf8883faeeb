using EdgeAigc.Core.Batching;
using EdgeAigc.Core.Negotiation;

namespace EdgeAigc.Simulation.Nodes;

/// <summary>A device that makes one denoising step of one batch at a time, by the planner that the engine runs. Its true speed is
/// that of the curves times a factor, and each unit of work is disturbed at random.</summary>
internal sealed class SimulatedDevice
{
    private readonly Dictionary<string, DeviceModel> _models;
    private readonly Queue<SimulatedJob> _done = new();
    private readonly List<DeviceModel> _busy = [];
    private readonly List<BatchGroup> _groups = [];
    private readonly List<int> _chosen = [];
    private readonly List<SimulatedJob> _batch = [];
    private readonly SimulatedDeviceOptions _options;
    private readonly Random _random;
    private int _jobs;

    public SimulatedDevice(IEnumerable<ModelProfile> profiles, SimulatedDeviceOptions options, Random random)
    {
        (_options, _random) = (options, random);
        _models = profiles.ToDictionary(profile => profile.Name, profile => new DeviceModel(profile, options), StringComparer.Ordinal);
    }

    /// <summary>When the unit in progress ends; infinite when there is none.</summary>
    public double BusyUntil { get; private set; } = double.PositiveInfinity;

    public bool IsIdle => _jobs == 0;

    public void Add(SimulatedJob job)
    {
        var model = _models[job.Arrival.Bid.Model];
        if (model.Jobs.Count == 0)
            _busy.Add(model);
        model.Jobs.Add(job);
        _jobs++;
    }

    /// <summary>Begins the next unit of work, if there is one.</summary>
    public void Begin(double now)
    {
        BusyUntil = double.PositiveInfinity;
        if (_jobs == 0)
            return;
        _batch.Clear();
        if (_done.TryPeek(out var done))
        {
            BusyUntil = now + Disturbed(_models[done.Arrival.Bid.Model].FixedSeconds);
            done.DeviceSeconds += BusyUntil - now;
            return;
        }

        var model = ChooseBatch(now);
        var seconds = Disturbed(model.StepSeconds(_batch.Count));
        foreach (var job in _batch)
        {
            if (job.Steps == 0)
            {
                job.Steps = job.Promise.Steps;
                job.Promise.Begin(job.Steps);
            }

            job.DeviceSeconds += seconds;
            job.ImagesInBatches += _batch.Count;
        }

        BusyUntil = now + seconds;
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
            job.StepsDone++;
            job.Promise.Step(job.StepsLeft);
            if (job.StepsLeft == 0)
                EndSteps(job);
        }

        return null;
    }

    private void EndSteps(SimulatedJob job)
    {
        var model = _models[job.Arrival.Bid.Model];
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

    private double Disturbed(double seconds) => _options.Jitter > 0 ? seconds * (1 + (_options.Jitter * ((2 * _random.NextDouble()) - 1))) : seconds;
}
