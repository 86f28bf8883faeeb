namespace EdgeAigc.Core.Caching.Market;

/// <summary>
/// A resident model is worth its chance of reuse times its load time, per byte. A missing one is loaded when it is worth more than the
/// victims together and a share of its own load: a load that does not pay is declined, so that models do not chase each other.
/// </summary>
internal sealed class MarketPolicy(MarketCacheOptions options, ClusterKnowledge knowledge, DemandMemory memory) : ICachePolicy
{
    private const int MaxRecent = 32;
    private const double RecentRequests = 0.2;

    public void Arrived(CacheRequest request, IReadOnlyCollection<CachedModel> resident)
    {
        knowledge.Predictor.Advance(request.Seconds);
        var asked = memory.Arrived(request);
        Watch(asked, request.Seconds, requested: true);
        foreach (var entry in resident)
        {
            if (entry.Model != request.Model)
                Watch(memory.Of(entry.Model), request.Seconds, requested: false);
        }

        // Also what is not resident but in use, so that outcomes are not only seen of what was kept.
        var names = resident.Select(entry => entry.Model).ToHashSet(StringComparer.Ordinal);
        foreach (var activity in memory.Models.Skip(1).Take(MaxRecent))
        {
            if (!names.Contains(activity.Model) && activity.Recent(request.Seconds) > RecentRequests)
                Watch(activity, request.Seconds, requested: false);
        }
    }

    public double Worth(CachedModel model, CacheRequest request) =>
        Reuse(model.Model, request.Seconds, requested: false) * model.LoadSeconds / model.SizeBytes;

    public bool Admits(CacheRequest request, IReadOnlyList<CachedModel> victims)
    {
        if (victims.Count == 0)
            return true;
        var gain = (Reuse(request.Model, request.Seconds, requested: true) - options.ChurnMargin) * request.LoadSeconds;
        return gain > victims.Sum(victim => Worth(victim, request) * victim.SizeBytes);
    }

    private double Reuse(string model, double seconds, bool requested) =>
        knowledge.Predictor.Predict(requested, ReuseFeatures.Make(requested, memory.Of(model), seconds));

    private void Watch(ModelActivity activity, double seconds, bool requested) =>
        knowledge.Predictor.Watch(activity, new(seconds, requested, ReuseFeatures.Make(requested, activity, seconds)));
}
