namespace EdgeAigc.Core.Caching;

/// <summary>Routes requests over the caches of a cluster: to a node that has the model, else to the node that gives up least for it.</summary>
/// <param name="caches">The caches, made together by <see cref="ModelCaches"/>.</param>
public sealed class ClusterRouter(IReadOnlyList<IModelCache> caches)
{
    /// <summary>Routes one request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="home">The node where it arrives; preferred among equals.</param>
    /// <returns>The node that answers, its answer, and how many loads it led to (two caches may change when a copy is added).</returns>
    public (int Node, CacheDecision Decision, int Loads) Route(CacheRequest request, int home)
    {
        ArgumentNullException.ThrowIfNull(request);
        var holder = caches[home].Contains(request.Model) ? home : FirstHolder(request.Model);
        if (holder >= 0)
        {
            var decision = caches[holder].Request(request);
            return (holder, decision, decision.WantsCopy ? AddCopy(request) : 0);
        }

        var node = Cheapest(request, home);
        var answer = caches[node].Request(request);
        return (node, answer, answer.Action == CacheAction.Load ? 1 : 0);
    }

    private int FirstHolder(string model)
    {
        for (var node = 0; node < caches.Count; node++)
        {
            if (caches[node].Contains(model))
                return node;
        }

        return -1;
    }

    private int Cheapest(CacheRequest request, int home)
    {
        var (best, lowest) = (home, caches[home].Offer(request));
        for (var node = 0; node < caches.Count; node++)
        {
            if (node != home && caches[node].Offer(request) is var offer && offer < lowest)
                (best, lowest) = (node, offer);
        }

        return best;
    }

    private int AddCopy(CacheRequest request)
    {
        var (best, lowest) = (-1, double.PositiveInfinity);
        for (var node = 0; node < caches.Count; node++)
        {
            if (!caches[node].Contains(request.Model) && caches[node].Offer(request) is var offer && offer < lowest)
                (best, lowest) = (node, offer);
        }

        return best >= 0 && caches[best].Load(request).Action == CacheAction.Load ? 1 : 0;
    }
}
