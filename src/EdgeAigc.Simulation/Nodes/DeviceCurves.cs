using EdgeAigc.Core.Batching;
using EdgeAigc.Core.Negotiation;

namespace EdgeAigc.Simulation.Nodes;

/// <summary>How long a model truly takes on a kind of device; devices of one kind share it.</summary>
internal sealed class DeviceCurves
{
    private readonly double[] _stepSeconds;

    public DeviceCurves(ModelProfile profile, SimulatedDeviceOptions options)
    {
        FixedSeconds = profile.FixedSeconds * options.Slowdown;
        _stepSeconds = [.. Enumerable.Range(0, options.MaxBatchImages + 1).Select(images => options.Slowdown * profile.Latency!.Interpolate(images))];
        foreach (var (images, seconds) in profile.Latency!.Points)
            Times.Observe(images, seconds * options.Slowdown);
    }

    /// <summary>True o in seconds.</summary>
    public double FixedSeconds { get; }

    /// <summary>What the planner of batches knows.</summary>
    public StepTimes Times { get; } = new();

    /// <summary>True g(X) in seconds.</summary>
    public double StepSeconds(int images) => _stepSeconds[images];

    /// <summary>The curves of all models.</summary>
    public static IReadOnlyDictionary<string, DeviceCurves> Of(IEnumerable<ModelProfile> profiles, SimulatedDeviceOptions options) =>
        profiles.ToDictionary(profile => profile.Name, profile => new DeviceCurves(profile, options), StringComparer.Ordinal);
}
