using EdgeAigc.Core.Caching;
using EdgeAigc.Core.Caching.Market;

namespace EdgeAigc.UnitTests.Caching;

public sealed class MarketCacheTests
{
    [Fact]
    public void Request_OtherFuture_SameDecisionsBefore()
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var requests = RandomTraffic.Make(seed, 800, 15, sized: true);
            var cut = 300 + (40 * seed);
            var future = requests[cut..];
            new Random(seed).Shuffle(future);
            // The same times in the same order, other models and tenants at them, and another next use for everything.
            var changed = RandomTraffic.WithNextUse([.. requests[..cut], .. future.Select((request, index) => request with { Seconds = requests[cut + index].Seconds })]);
            var (before, after) = (Caches.Create(ModelCacheNames.Market, 20).Run(requests), Caches.Create(ModelCacheNames.Market, 20).Run(changed));
            Assert.Equal(Text(before[..cut]), Text(after[..cut]));
            Assert.NotEqual(Text(before[cut..]), Text(after[cut..]));
        }
    }

    [Fact]
    public void Request_OtherNextUse_DecidesTheSame()
    {
        var requests = RandomTraffic.Make(2, 800, 15, sized: true);
        Assert.Equal(
            Text(Caches.Create(ModelCacheNames.Market, 20).Run(requests)),
            Text(Caches.Create(ModelCacheNames.Market, 20).Run(requests.Select(request => request with { NextUse = -request.NextUse }))));
    }

    [Fact]
    public void Request_ScannedByModelsThatNeverReturn_KeepsThePopularOnesWithFewerLoadsThanLru()
    {
        // Three models in use, and every other request for one that is never asked for again.
        var random = new Random(4);
        var requests = Enumerable.Range(0, 3000).Select(index => new CacheRequest(index % 2 == 0 ? $"popular{random.Next(3)}" : $"once{index}", 1, 1, index * 20.0)).ToArray();
        var (market, lru) = (Caches.Create(ModelCacheNames.Market, 3).Run(requests), Caches.Create(ModelCacheNames.Lru, 3).Run(requests));
        Assert.True(market.Skip(500).Hits() > 1200, $"{market.Skip(500).Hits()} of 1250 hits.");
        Assert.True(market.Count(Loads) < 0.1 * lru.Count(Loads), $"{market.Count(Loads)} loads; LRU {lru.Count(Loads)}.");
    }

    [Fact]
    public void Request_HigherChurnMargin_LoadsLess()
    {
        for (var seed = 0; seed < 5; seed++)
        {
            var requests = RandomTraffic.Make(seed, 3000, 20, sized: false);
            var loads = new[] { 0, 0.15, 0.4 }.Select(margin =>
                Caches.Create(ModelCacheNames.Market, 4, new() { Market = new() { ChurnMargin = margin } }).Run(requests).Count(Loads)).ToArray();
            Assert.True(loads[0] > loads[1] && loads[1] > loads[2], $"Seed {seed}: {string.Join(", ", loads)}");
        }
    }

    [Fact]
    public void Request_MoreTenantsAndModelsThanRemembered_KeepsWorking()
    {
        var cache = Caches.Create(ModelCacheNames.Market, 4, new() { Market = new() { MaxModels = 3, MaxTenants = 2, MaxPending = 5 } });
        var decisions = cache.Run(RandomTraffic.Make(6, 2000, 30, sized: false));
        Assert.True(decisions.Hits() > 0);
        Assert.True(cache.UsedBytes <= 4);
    }

    [Fact]
    public void Route_Cluster_HoldsNoModelTwiceAndHitsMoreThanHomes()
    {
        var requests = RandomTraffic.Make(8, 4000, 30, sized: false);
        var clustered = ModelCaches.Create(ModelCacheNames.Market, new() { Scope = DemandScope.Cluster }, [4, 4, 4]);
        var router = new ClusterRouter(clustered);
        var homes = ModelCaches.Create(ModelCacheNames.Market, new(), [4, 4, 4]);
        var (together, apart) = (0, 0);
        foreach (var (request, index) in requests.Select((request, index) => (request, index)))
        {
            together += router.Route(request, index % 3).Decision.Action == CacheAction.Hit ? 1 : 0;
            apart += homes[index % 3].Request(request).Action == CacheAction.Hit ? 1 : 0;
        }

        var names = clustered.SelectMany(cache => cache.Resident).ToList();
        Assert.Equal(names.Distinct().Count(), names.Count);
        Assert.True(together > 1.2 * apart, $"{together} hits together, {apart} apart.");
    }

    [Fact]
    public void RecursiveLeastSquares_RandomObservations_SolvesTheNormalEquations()
    {
        var random = new Random(9);
        const int size = 7;
        var regression = new RecursiveLeastSquares(size, ridge: 2);
        var truth = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseIdentity(size) * 2;
        var right = MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(size);
        for (var index = 0; index < 200; index++)
        {
            var features = Enumerable.Range(0, size).Select(_ => random.NextDouble() - 0.3).ToArray();
            var outcome = features[0] - (2 * features[3]) + random.NextDouble();
            regression.Learn(features, outcome);
            var row = MathNet.Numerics.LinearAlgebra.Vector<double>.Build.DenseOfArray(features);
            truth += row.OuterProduct(row);
            right += row * outcome;
        }

        var weights = truth.Solve(right);
        for (var axis = 0; axis < size; axis++)
            Assert.Equal(weights[axis], regression.Predict([.. Enumerable.Range(0, size).Select(index => index == axis ? 1.0 : 0)]), 1e-9);
    }

    private static bool Loads(CacheDecision decision) => decision.Action == CacheAction.Load;

    private static IEnumerable<string> Text(IEnumerable<CacheDecision> decisions) =>
        decisions.Select(decision => $"{decision.Action} {decision.Reason} {string.Join(' ', decision.Victims)}");
}
