using EdgeAigc.Core.Caching;

namespace EdgeAigc.UnitTests.Caching;

/// <summary>The known policies against plain statements of their rules.</summary>
public sealed class ReferencePolicyTests
{
    [Fact]
    public void Gdsf_RandomTraces_DecidesAsThePublishedRule()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var cache = Caches.Create(ModelCacheNames.Gdsf, 20);
            // Model -> priority, frequency, size, last use.
            var plain = new Dictionary<string, (double Priority, int Frequency, long Size, int Last)>();
            var (age, turn) = (0.0, 0);
            foreach (var request in RandomTraffic.Make(seed, 400, 15, sized: true))
            {
                turn++;
                var expected = new List<string>();
                var frequency = plain.TryGetValue(request.Model, out var entry) ? entry.Frequency + 1 : 1;
                if (frequency == 1)
                {
                    var order = plain.OrderBy(pair => pair.Value.Priority).ThenBy(pair => pair.Value.Last).ToList();
                    var free = 20 - plain.Values.Sum(value => value.Size);
                    expected = [.. order.TakeWhile(pair =>
                    {
                        var needed = free < request.SizeBytes;
                        free += needed ? pair.Value.Size : 0;
                        return needed;
                    }).Select(pair => pair.Key)];
                    // Whoever is not needed after all stays, the most worthy first.
                    foreach (var kept in expected.AsEnumerable().Reverse().ToList())
                    {
                        if (free - plain[kept].Size >= request.SizeBytes)
                        {
                            free -= plain[kept].Size;
                            expected.Remove(kept);
                        }
                    }

                    age = Math.Max(age, expected.Select(victim => plain[victim].Priority).DefaultIfEmpty(0).Max());
                    expected.ForEach(victim => plain.Remove(victim));
                }

                plain[request.Model] = (age + (frequency * request.LoadSeconds / request.SizeBytes), frequency, request.SizeBytes, turn);
                Assert.Equal(expected, cache.Request(request).Victims);
            }
        }
    }

    [Theory]
    [InlineData(5, 0.7)]
    [InlineData(20, 1.0)]
    [InlineData(50, 1.2)]
    public void Lru_IndependentZipfRequests_HitsAsChesApproximationSays(int capacity, double exponent)
    {
        var popularity = RandomTraffic.Popularity(200, exponent);
        var decisions = Caches.Create(ModelCacheNames.Lru, capacity).Run(RandomTraffic.Independent(5, 60_000, popularity));
        var measured = (double)decisions.Skip(5000).Hits() / 55_000;
        Assert.Equal(Che(popularity, capacity), measured, 0.01);
    }

    [Fact]
    public void Lfu_ThreeModels_KeepsTheMoreFrequent()
    {
        var cache = Caches.Create(ModelCacheNames.Lfu, 2);
        cache.Run([new("a", 1, 1, 0), new("a", 1, 1, 1), new("b", 1, 1, 2)]);
        Assert.Equal(["b"], cache.Request(new("c", 1, 1, 3)).Victims);
    }

    [Fact]
    public void Static_WithAList_LoadsNothingElseAndNeverEvicts()
    {
        var cache = Caches.Create(ModelCacheNames.Static, 2, new() { StaticModels = new HashSet<string> { "a", "b" } });
        var decisions = cache.Run(RandomTraffic.Make(1, 200, 6, sized: false).Select(request => request with { Model = request.Model == "m0" ? "a" : request.Model }));
        Assert.Equal(["a"], cache.Resident);
        Assert.Equal(1, decisions.Count(decision => decision.Action == CacheAction.Load));
    }

    [Fact]
    public void ModelMesh_UsedOnAnotherNode_CountsAsUse()
    {
        var caches = ModelCaches.Create(ModelCacheNames.ModelMesh, new(), [2, 2]);
        caches[0].Request(new("a", 1, 1, 0));
        caches[0].Request(new("b", 1, 1, 10));
        // The second node uses a, and a second copy of it is more than the rate justifies, so that the first node gives up its own.
        caches[1].Request(new("a", 1, 1, 20));
        Assert.Equal(["a"], caches[0].Request(new("c", 1, 1, 30)).Victims);
        // Now there is one copy of a, used more recently than b.
        caches[1].Request(new("d", 1, 1, 40));
        caches[0].Request(new("b", 1, 1, 50));
        Assert.Equal(["a"], caches[1].Request(new("e", 1, 1, 60)).Victims);
    }

    [Fact]
    public void ModelMesh_BusyModel_GetsCopies()
    {
        var caches = ModelCaches.Create(ModelCacheNames.ModelMesh, new() { CopyRequestsPerSecond = 0.5 }, [1, 1, 1]);
        var router = new ClusterRouter(caches);
        for (var index = 0; index < 600; index++)
            router.Route(new("a", 1, 1, index * 0.7), home: 0);
        // 1.43 requests a second, 0.5 for each copy.
        Assert.Equal(3, caches.Count(cache => cache.Contains("a")));
    }

    /// <summary>Che, Tung and Wang, "Hierarchical web caching systems", 2002: a model is resident if it was asked for within the time T in
    /// which C distinct ones are.</summary>
    private static double Che(double[] popularity, int capacity)
    {
        var (low, high) = (0.0, 1e9);
        for (var step = 0; step < 200; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = popularity.Sum(share => 1 - Math.Exp(-share * middle)) < capacity ? (middle, high) : (low, middle);
        }

        return popularity.Sum(share => share * (1 - Math.Exp(-share * low)));
    }
}
