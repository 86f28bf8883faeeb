namespace EdgeAigc.Core.Caching.Market;

/// <summary>The requests of one scope: a node, or the cluster.</summary>
internal sealed class DemandMemory(MarketCacheOptions options, ClusterKnowledge knowledge)
{
    private const double SessionGapSeconds = 600;
    private const double RunGapSeconds = 1800;
    private const double TenantPriorRequests = 3;
    private const double ModelPriorRequests = 10;
    private readonly RecentMap<ModelActivity> _models = new(options.MaxModels);
    private readonly RecentMap<TenantActivity> _tenants = new(options.MaxTenants);

    /// <summary>Models, last asked for first.</summary>
    public IEnumerable<ModelActivity> Models => _models.Values;

    /// <summary>A model's activity; an empty one if the model is not remembered.</summary>
    public ModelActivity Of(string model) => _models.Find(model) ?? new(model, knowledge.Of(model));

    public ModelActivity Arrived(CacheRequest request)
    {
        var activity = _models.Touch(request.Model, model => new(model, knowledge.Of(model)));
        knowledge.Predictor.Reused(activity, request.Seconds);
        activity.Requested(request.Seconds);
        activity.Cluster.Counts.Count(request.Seconds, ModelActivity.RequestTimescales.Count);
        if (request.Tenant is not null)
            Arrived(_tenants.Touch(request.Tenant, _ => new()), activity, request);
        activity.Cluster.Continuation = activity.Cluster.Continued.Mean(knowledge.Continuation, ModelPriorRequests);
        return activity;
    }

    private void Arrived(TenantActivity tenant, ModelActivity activity, CacheRequest request)
    {
        if (tenant.LastModel is { } last)
        {
            var continued = tenant.Continues(request.Model, request.Seconds, SessionGapSeconds);
            tenant.Continued.Count(continued);
            knowledge.Followed(last, continued);
            _models.Find(last)?.AddSession(tenant, request.Seconds, sign: -1);
        }

        tenant.Requested(request.Model, request.Seconds, RunGapSeconds);
        tenant.Loyalty = tenant.Continued.Mean(knowledge.Continuation, TenantPriorRequests);
        activity.AddSession(tenant, request.Seconds, sign: 1);
    }
}
