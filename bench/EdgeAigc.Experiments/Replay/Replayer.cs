using EdgeAigc.Core.Caching;
using EdgeAigc.Simulation.Workload;

namespace EdgeAigc.Experiments.Replay;

/// <summary>Replays a trace: every model has size one, every request is one access, in order.</summary>
internal sealed class Replayer(ReplaySettings settings, TimeProvider time)
{
    private const double SecondsPerDay = 86_400;

    /// <summary>Replays both parts from an empty cluster and reports on the second.</summary>
    public ReplayAnswer Run(IReadOnlyList<TraceRequest> warmUp, IReadOnlyList<TraceRequest> reported)
    {
        TraceRequest[] trace = [.. warmUp, .. reported];
        var nodes = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var tenant in trace.Select(row => row.Tenant).Distinct(StringComparer.Ordinal))
            nodes.Add(tenant, HomeNode.Of(tenant, settings.Nodes));
        var homes = trace.Select(row => nodes[row.Tenant]).ToArray();
        var next = settings.Policy == ModelCacheNames.Opt ? NextUses(trace, homes) : [];

        var start = time.GetTimestamp();
        var caches = ModelCaches.Create(settings.Policy, Options(warmUp), [.. Enumerable.Repeat((long)settings.ModelsPerNode, settings.Nodes)]);
        var router = new ClusterRouter(caches);
        var (hits, loads) = (0, 0);
        for (var index = 0; index < trace.Length; index++)
        {
            var row = trace[index];
            var request = new CacheRequest(row.Model, SizeBytes: 1, LoadSeconds: 1, row.ArrivalSeconds)
            {
                Tenant = row.Tenant,
                NextUse = next.Length > 0 ? next[index] : double.PositiveInfinity,
            };
            var (hit, loaded) = Serve(request, homes[index], caches, router);
            if (index >= warmUp.Count)
                (hits, loads) = (hits + (hit ? 1 : 0), loads + loaded);
        }

        return Answer(reported, hits, loads, time.GetElapsedTime(start).TotalSeconds);
    }

    private (bool Hit, int Loads) Serve(CacheRequest request, int home, IReadOnlyList<IModelCache> caches, ClusterRouter router)
    {
        if (settings.Routing == DemandScope.Cluster)
        {
            var (_, routed, loads) = router.Route(request, home);
            return (routed.Action == CacheAction.Hit, loads);
        }

        var action = caches[home].Request(request).Action;
        return (action == CacheAction.Hit, action == CacheAction.Load ? 1 : 0);
    }

    private ModelCacheOptions Options(IReadOnlyList<TraceRequest> warmUp)
    {
        var room = settings.ModelsPerNode * (settings.Routing == DemandScope.Cluster ? settings.Nodes : 1);
        var options = new ModelCacheOptions
        {
            Scope = settings.Routing,
            Seed = settings.Seed,
            StaticModels = warmUp.Count == 0 ? null : warmUp.CountBy(row => row.Model).OrderByDescending(pair => pair.Value)
                .ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(room).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal),
        };
        return settings.ChurnMargin is { } margin ? options with { Market = options.Market with { ChurnMargin = margin } } : options;
    }

    /// <summary>For each request the place of the next one that the same copy could serve.</summary>
    private double[] NextUses(TraceRequest[] trace, int[] homes)
    {
        var next = new double[trace.Length];
        var last = new Dictionary<(string Model, int Node), int>();
        for (var index = trace.Length - 1; index >= 0; index--)
        {
            var key = (trace[index].Model, settings.Routing == DemandScope.Cluster ? 0 : homes[index]);
            next[index] = last.TryGetValue(key, out var use) ? use : double.PositiveInfinity;
            last[key] = index;
        }

        return next;
    }

    private ReplayAnswer Answer(IReadOnlyList<TraceRequest> reported, int hits, int loads, double seconds)
    {
        var days = (reported[^1].ArrivalSeconds - reported[0].ArrivalSeconds) / SecondsPerDay;
        return new(
            settings.Policy,
            settings.Routing == DemandScope.Cluster ? "cluster" : "home",
            settings.Nodes,
            settings.ModelsPerNode,
            reported.Count,
            hits,
            (double)hits / reported.Count,
            loads,
            days > 0 ? loads / days : 0,
            seconds);
    }
}
