namespace EdgeAigc.Core.Caching.Market;

/// <summary>What the nodes of a cluster share under <c>market</c>: the predictor, and counts over all nodes.</summary>
internal sealed class ClusterKnowledge(MarketCacheOptions options)
{
    private const double PriorContinuation = 0.7;
    private readonly RecentMap<ClusterModel> _models = new(options.MaxModels);
    private readonly ContinuationRate _all = new();

    public ReusePredictor Predictor { get; } = new(options);

    /// <summary>Share of all requests that were followed up.</summary>
    public double Continuation => _all.Mean(PriorContinuation, 10);

    public ClusterModel Of(string model) => _models.Touch(model, _ => new());

    /// <summary>A tenant's request was followed by another of the same tenant.</summary>
    public void Followed(string model, bool continued)
    {
        Of(model).Continued.Count(continued);
        _all.Count(continued);
    }
}
