using EdgeAigc.Core.Workload;

namespace EdgeAigc.Core.Caching.Market;

/// <summary>What the cluster knows of a model.</summary>
internal sealed class ClusterModel
{
    /// <summary>Faded request counts.</summary>
    public DecayedSums Counts { get; } = new(ModelActivity.RequestTimescales);

    /// <summary>How often a request was followed by one of the same tenant for the same model.</summary>
    public ContinuationRate Continued { get; } = new();

    /// <summary>Estimate of that share.</summary>
    public double Continuation { get; set; }
}
