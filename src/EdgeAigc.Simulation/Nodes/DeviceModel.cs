using EdgeAigc.Core.Batching;
using EdgeAigc.Core.Negotiation;

namespace EdgeAigc.Simulation.Nodes;

/// <summary>A model on the simulated device: its jobs, and how long they truly take.</summary>
internal sealed class DeviceModel
{
    private readonly double[] _stepSeconds;

    public DeviceModel(ModelProfile profile, SimulatedDeviceOptions options)
    {
        FixedSeconds = profile.FixedSeconds * options.Slowdown;
        _stepSeconds = [.. Enumerable.Range(0, options.MaxBatchImages + 1).Select(images => options.Slowdown * profile.Latency!.Interpolate(images))];
        Group.MaxSamples = options.MaxBatchImages;
        foreach (var (images, seconds) in profile.Latency!.Points)
            Group.Times.Observe(images, seconds * options.Slowdown);
    }

    /// <summary>True o in seconds.</summary>
    public double FixedSeconds { get; }

    public List<SimulatedJob> Jobs { get; } = [];

    public BatchGroup Group { get; } = new();

    /// <summary>True g(X) in seconds.</summary>
    public double StepSeconds(int images) => _stepSeconds[images];

    /// <summary>Tells the planner of the jobs.</summary>
    public void FillGroup(double now)
    {
        Group.Candidates.Clear();
        foreach (var job in Jobs)
            Group.Candidates.Add(new(1, job.StepsLeft, job.Promise.Due - now - FixedSeconds, double.PositiveInfinity, job.Order));
    }
}
