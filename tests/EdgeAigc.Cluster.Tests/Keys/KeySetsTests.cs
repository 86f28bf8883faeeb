using EdgeAigc.Contracts.Keys;
using EdgeAigc.Grains.Keys;

namespace EdgeAigc.Cluster.Tests.Keys;

public sealed class KeySetsTests
{
    // Nodes hear of changes in any order and more than once; all must end with the same set.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Merge_AnyOrder_GivesTheSameSet(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            var (a, b, c) = (Any(random), Any(random), Any(random));
            var expected = KeySets.Merge(KeySets.Merge(a, b), c);
            AssertSame(expected, KeySets.Merge(a, KeySets.Merge(b, c)));
            AssertSame(expected, KeySets.Merge(c, KeySets.Merge(b, a)));
            AssertSame(expected, KeySets.Merge(expected, a));
            Assert.All(a.Keys, key => Assert.True(key.RevokedAt is null || expected.Keys.Single(other => other.Id == key.Id).RevokedAt <= key.RevokedAt));
        }
    }

    private static void AssertSame(ApiKeySet expected, ApiKeySet actual)
    {
        Assert.Equal(expected.Digest, actual.Digest);
        Assert.Equal(expected.Keys.AsEnumerable(), actual.Keys.AsEnumerable());
    }

    private static ApiKeySet Any(Random random) => KeySets.Of(Enumerable.Range(0, 6).Where(_ => random.Next(2) == 0).Select(id => new ApiKey
    {
        Id = $"{id}",
        Hash = $"hash of {id}",
        Tenant = "t",
        RevokedAt = random.Next(2) == 0 ? null : DateTimeOffset.UnixEpoch.AddSeconds(random.Next(10)),
    }));
}
