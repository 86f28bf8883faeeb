using EdgeAigc.Core.Caching;

namespace EdgeAigc.UnitTests.Caching;

public sealed class OptTests
{
    [Fact]
    public void Request_SmallTraces_MissesAsFewAsTheBestOfAllEvictions()
    {
        for (var seed = 0; seed < 150; seed++)
        {
            var requests = RandomTraffic.Make(seed, 14, 5, sized: false, exponent: 0.3);
            var capacity = 2 + (seed % 2);
            var hits = Caches.Create(ModelCacheNames.Opt, capacity).Run(requests).Hits();
            Assert.Equal(Best(requests, 0, [], capacity), hits);
        }
    }

    [Theory]
    [InlineData(ModelCacheNames.Lru)]
    [InlineData(ModelCacheNames.Lfu)]
    [InlineData(ModelCacheNames.Gdsf)]
    [InlineData(ModelCacheNames.Random)]
    [InlineData(ModelCacheNames.ModelMesh)]
    public void Request_EverythingLoaded_NobodyHitsMore(string policy)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var requests = RandomTraffic.Make(seed, 500, 20, sized: false);
            Assert.True(Caches.Create(policy, 5).Run(requests).Hits() <= Caches.Create(ModelCacheNames.Opt, 5).Run(requests).Hits());
        }
    }

    /// <summary>Most hits over all choices of victims; every miss is loaded.</summary>
    private static int Best(CacheRequest[] requests, int index, HashSet<string> resident, int capacity)
    {
        if (index == requests.Length)
            return 0;
        var model = requests[index].Model;
        if (resident.Contains(model))
            return 1 + Best(requests, index + 1, resident, capacity);
        if (resident.Count < capacity)
            return Best(requests, index + 1, [.. resident, model], capacity);
        return resident.Max(victim => Best(requests, index + 1, [.. resident.Where(kept => kept != victim), model], capacity));
    }
}
