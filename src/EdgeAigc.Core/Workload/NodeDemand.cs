namespace EdgeAigc.Core.Workload;

/// <summary>One node: its exposure, which all its models share, and its models.</summary>
internal sealed class NodeDemand
{
    /// <summary>Seconds observed, weighted by the season and faded like the requests.</summary>
    public double Exposure { get; private set; }

    /// <summary>The same at a quarter of the timescale.</summary>
    public double FreshExposure { get; private set; }

    public Dictionary<string, PairDemand> Models { get; } = new(StringComparer.Ordinal);

    public void Observe(double seconds, double fade, double freshFade)
    {
        Exposure = (Exposure * fade) + seconds;
        FreshExposure = (FreshExposure * freshFade) + seconds;
    }
}
