namespace EdgeAigc.Core.Caching.Market;

/// <summary>Share of requests that their tenant followed up with the same model, shrunk towards a prior (Beta–binomial posterior mean).</summary>
internal sealed class ContinuationRate
{
    private double _continued;
    private double _requests;

    public void Count(bool continued)
    {
        _requests++;
        if (continued)
            _continued++;
    }

    /// <summary>Posterior mean with a prior of the given mean and weight in requests.</summary>
    public double Mean(double prior, double weight) => (_continued + (weight * prior)) / (_requests + weight);
}
