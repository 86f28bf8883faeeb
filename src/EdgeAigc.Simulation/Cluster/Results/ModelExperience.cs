using EdgeAigc.Core.Negotiation;

namespace EdgeAigc.Simulation.Cluster.Results;

/// <summary>What an image of a model takes and is, on average over the last ones: plans go by it.</summary>
internal sealed class ModelExperience(ModelProfile profile, int typicalSteps)
{
    private const double Smoothing = 0.02;

    /// <summary>Device seconds at speed 1 of one image, its part of shared batches.</summary>
    public double Seconds { get; private set; } = profile.FixedSeconds + (typicalSteps * profile.Latency!.Interpolate(1));

    public double Quality { get; private set; } = profile.QualityAt(typicalSteps);

    public void Observe(double seconds, double quality)
    {
        Seconds += Smoothing * (seconds - Seconds);
        Quality += Smoothing * (quality - Quality);
    }
}
