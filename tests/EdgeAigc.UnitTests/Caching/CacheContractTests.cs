using EdgeAigc.Core.Caching;

namespace EdgeAigc.UnitTests.Caching;

/// <summary>What every policy keeps.</summary>
public sealed class CacheContractTests
{
    public static TheoryData<string> Policies => [.. ModelCacheNames.All];

    [Theory]
    [MemberData(nameof(Policies))]
    public void Request_RandomTraffic_KeepsTheAccountsOfAnIndependentLedger(string policy)
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var cache = Caches.Create(policy, 20);
            var ledger = new Dictionary<string, long>();
            foreach (var request in RandomTraffic.Make(seed, 400, 15, sized: true, held: 2))
            {
                var resident = ledger.ContainsKey(request.Model);
                var decision = cache.Request(request);
                Assert.Equal(resident, decision.Action == CacheAction.Hit);
                Assert.Equal(decision.Action == CacheAction.Bypass, decision.Reason != BypassReason.None);
                Assert.All(decision.Victims, victim => Assert.DoesNotContain(victim, request.Held));
                Assert.All(decision.Victims, victim => Assert.True(ledger.Remove(victim), $"{victim} was not resident."));
                if (decision.Action == CacheAction.Load)
                    ledger.Add(request.Model, request.SizeBytes);
                else
                    Assert.Empty(decision.Victims);
                Assert.True(ledger.Values.Sum() <= 20, $"Seed {seed}: {ledger.Values.Sum()} bytes.");
                Assert.Equal((ledger.Values.Sum(), ledger.Keys.Order()), (cache.UsedBytes, cache.Resident.Order()), (a, b) => a.Item1 == b.Item1 && a.Item2.SequenceEqual(b.Item2));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Request_SameRequests_SameDecisions(string policy)
    {
        var requests = RandomTraffic.Make(3, 600, 12, sized: true);
        Assert.Equal(
            Caches.Create(policy, 15).Run(requests).Select(decision => (decision.Action, string.Join(' ', decision.Victims))),
            Caches.Create(policy, 15).Run(requests).Select(decision => (decision.Action, string.Join(' ', decision.Victims))));
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Request_LargerThanTheCache_IsBypassedAndNothingLeaves(string policy)
    {
        var cache = Caches.Create(policy, 5);
        cache.Request(new("small", 2, 1, 0));
        var decision = cache.Request(new("large", 6, 1, 1));
        Assert.Equal((CacheAction.Bypass, BypassReason.TooLarge), (decision.Action, decision.Reason));
        Assert.Equal(["small"], cache.Resident);
        Assert.Equal(double.PositiveInfinity, cache.Offer(new("large", 6, 1, 1)));
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Load_AllElseHeld_IsRefused(string policy)
    {
        var cache = Caches.Create(policy, 2);
        cache.Load(new("a", 1, 1, 0));
        cache.Load(new("b", 1, 1, 0));
        var decision = cache.Load(new("c", 1, 1, 1) { Held = new HashSet<string> { "a", "b" } });
        Assert.Equal((CacheAction.Bypass, BypassReason.Held), (decision.Action, decision.Reason));
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Remove_FailedLoad_FreesTheRoom(string policy)
    {
        var cache = Caches.Create(policy, 3);
        cache.Request(new("a", 3, 1, 0));
        cache.Remove("a");
        cache.Remove("never there");
        Assert.Equal((0L, false), (cache.UsedBytes, cache.Contains("a")));
        Assert.Equal(CacheAction.Load, cache.Request(new("b", 3, 1, 1)).Action);
    }

    [Fact]
    public void Create_UnknownPolicy_NamesTheKnownOnes()
    {
        var fault = Assert.Throws<ArgumentException>(() => Caches.Create("fifo", 1));
        Assert.All(ModelCacheNames.All, name => Assert.Contains(name, fault.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, 1, 0, "0 bytes")]
    [InlineData(1, -1, 0, "-1 s")]
    [InlineData(1, double.NaN, 0, "NaN s")]
    [InlineData(1, 1, double.PositiveInfinity, "∞ s")]
    public void Request_ImpossibleNumbers_AreNamed(long size, double load, double seconds, string expected)
    {
        var fault = Assert.Throws<ArgumentException>(() => Caches.Create(ModelCacheNames.Lru, 1).Request(new("m", size, load, seconds)));
        Assert.Contains(expected.Replace("∞", double.PositiveInfinity.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal), fault.Message, StringComparison.Ordinal);
    }
}
