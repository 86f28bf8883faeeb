using EdgeAigc.Core.Batching;
using EdgeAigc.Core.Negotiation;

namespace EdgeAigc.Simulation.Nodes;

/// <summary>A device that makes one denoising step of one batch at a time, by the planner that the engine runs. Its true speed is
/// that of the curves times a factor, and each unit of work is disturbed at random.</summary>
internal sealed class SimulatedDevice
{
    private readonly Dictionary<string, ModelProfile> _profiles;
    private readonly Dictionary<string, StepTimes> _times;
    private readonly List<SimulatedJob> _jobs = [];
    private readonly List<BatchGroup> _groups = [];
    private readonly List<List<SimulatedJob>> _members = [];
    private readonly List<int> _chosen = [];
    private readonly List<SimulatedJob> _batch = [];
    private readonly SimulatedDeviceOptions _options;
    private readonly Random _random;

    public SimulatedDevice(IEnumerable<ModelProfile> profiles, SimulatedDeviceOptions options, Random random)
    {
        (_options, _random) = (options, random);
        _profiles = profiles.ToDictionary(profile => profile.Name, StringComparer.Ordinal);
        _times = _profiles.ToDictionary(pair => pair.Key, pair => TimesOf(pair.Value), StringComparer.Ordinal);
    }

    /// <summary>When the unit in progress ends; infinite when there is none.</summary>
    public double BusyUntil { get; private set; } = double.PositiveInfinity;

    public bool IsIdle => _jobs.Count == 0;

    public void Add(SimulatedJob job) => _jobs.Add(job);

    /// <summary>Begins the next unit of work, if there is one.</summary>
    public void Begin(double now)
    {
        BusyUntil = double.PositiveInfinity;
        if (_jobs.Count == 0)
            return;
        _batch.Clear();
        if (_jobs.Find(job => job.StepsLeft == 0) is { } done)
        {
            _batch.Add(done);
            BusyUntil = now + Disturbed(_profiles[done.Arrival.Bid.Model].FixedSeconds);
            done.DeviceSeconds += BusyUntil - now;
            return;
        }

        ChooseBatch(now);
        var profile = _profiles[_batch[0].Arrival.Bid.Model];
        var seconds = Disturbed(profile.Latency!.Interpolate(_batch.Count));
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
        if (_batch is [{ Steps: > 0, StepsLeft: 0 } done])
        {
            _jobs.Remove(done);
            return done;
        }

        foreach (var job in _batch)
        {
            job.StepsDone++;
            job.Promise.Step(job.StepsLeft);
        }

        return null;
    }

    private void ChooseBatch(double now)
    {
        _groups.Clear();
        _members.Clear();
        foreach (var jobs in _jobs.GroupBy(job => job.Arrival.Bid.Model, StringComparer.Ordinal))
        {
            var group = new BatchGroup { Times = _times[jobs.Key], MaxSamples = _options.MaxBatchImages };
            var left = _profiles[jobs.Key].FixedSeconds * _options.Slowdown;
            group.Candidates.AddRange(jobs.Select(job => new BatchCandidate(1, job.StepsLeft, job.Promise.Due - now - left, double.PositiveInfinity, job.Order)));
            _groups.Add(group);
            _members.Add([.. jobs]);
        }

        var chosen = BatchPlanner.Choose(_groups, _chosen);
        _batch.AddRange(_chosen.Select(index => _members[chosen][index]));
    }

    private double Disturbed(double seconds) => seconds * _options.Slowdown * (1 + (_options.Jitter * ((2 * _random.NextDouble()) - 1)));

    private StepTimes TimesOf(ModelProfile profile)
    {
        var times = new StepTimes();
        foreach (var (images, seconds) in profile.Latency!.Points)
            times.Observe(images, seconds * _options.Slowdown);
        return times;
    }
}
