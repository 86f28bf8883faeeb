using EdgeAigc.Core.Delivery;

namespace EdgeAigc.UnitTests.Delivery;

public sealed class LinkSharingTests
{
    private const int Instances = 5000;
    private const double None = double.PositiveInfinity;

    [Fact]
    public void Share_EnoughForAll_KeepsPromisesAndFillsInProportion() =>
        Assert.Equal([4, 8], RandomClaims.Share(12, new(1, None, 5), new(2, None, 1)));

    [Fact]
    public void Share_CapReached_GoesToTheOther() =>
        Assert.Equal([9, 3], RandomClaims.Share(12, new(1, None, 5), new(2, 3, 1)));

    [Fact]
    public void Share_Overbooked_KeepsPromisesByDueTime() =>
        Assert.Equal([4, 0, 6], RandomClaims.Share(10, new(8, None, 2), new(8, None, 3), new(8, 6, 1)));

    [Fact]
    public void Share_OverbookedAtOneDueTime_CutsInProportion() =>
        Assert.Equal([2, 4, 0], RandomClaims.Share(6, new(3, None, 2), new(9, 6, 2), new(1, None, 3)));

    [Fact]
    public void Share_NothingPromised_SharesEqually() =>
        Assert.Equal([5, 2, 5], RandomClaims.Share(12, new(0, None, 5), new(0, 2, 1), new(0, None, None)));

    [Fact]
    public void Share_InfiniteCapacity_GivesCaps() =>
        Assert.Equal([None, 7], RandomClaims.Share(None, new(1, None, 5), new(20, 7, 1)));

    [Fact]
    public void Share_RandomClaims_AreThoseOfTheBisection()
    {
        for (var seed = 0; seed < Instances; seed++)
        {
            var (capacity, claims) = RandomClaims.Create(seed);
            var (rates, expected) = (RandomClaims.Share(capacity, claims), SharingByBisection.Share(capacity, claims));
            for (var i = 0; i < rates.Length; i++)
                Assert.True(Math.Abs(rates[i] - expected[i]) <= 1e-9 * capacity, $"Seed {seed}, claim {i}: {rates[i]}, bisection says {expected[i]}.");
        }
    }

    [Fact]
    public void Share_RandomClaims_UseTheLinkUpToTheCapsAndNeverMore()
    {
        for (var seed = 0; seed < Instances; seed++)
        {
            var (capacity, claims) = RandomClaims.Create(seed);
            var rates = RandomClaims.Share(capacity, claims);
            var usable = Math.Min(capacity, claims.Sum(claim => claim.MaxRateBitsPerSecond));
            Assert.True(Math.Abs(rates.Sum() - usable) <= 1e-12 * capacity, $"Seed {seed}: {rates.Sum()} of {usable}.");
            Assert.All(rates, (rate, i) => Assert.InRange(rate, 0, claims[i].MaxRateBitsPerSecond));
        }
    }

    [Fact]
    public void Share_PermutedClaims_EachGetsTheSameToTheLastBit()
    {
        for (var seed = 0; seed < Instances; seed++)
        {
            var (capacity, claims) = RandomClaims.Create(seed);
            var order = Enumerable.Range(0, claims.Length).ToArray();
            new Random(seed).Shuffle(order);
            var permuted = RandomClaims.Share(capacity, [.. order.Select(i => claims[i])]);
            var rates = RandomClaims.Share(capacity, claims);
            Assert.All(order, (i, position) => Assert.Equal(rates[i], permuted[position]));
        }
    }

    [Fact]
    public void Share_MoreCapacity_NobodyGetsLess()
    {
        for (var seed = 0; seed < Instances; seed++)
        {
            var (capacity, claims) = RandomClaims.Create(seed);
            var larger = capacity * (1 + new Random(seed).NextDouble());
            var (before, after) = (RandomClaims.Share(capacity, claims), RandomClaims.Share(larger, claims));
            Assert.All(before, (rate, i) => Assert.True(after[i] >= rate - (1e-12 * capacity), $"Seed {seed}, claim {i}: {after[i]} after {rate}."));
        }
    }

    [Fact]
    public void Share_SomethingLeft_NobodyWithRoomStarves()
    {
        var unpromised = 0;
        for (var seed = 0; seed < Instances; seed++)
        {
            var (capacity, claims) = RandomClaims.Create(seed);
            if (claims.Sum(claim => claim.PromisedBitsPerSecond) > 0.999 * capacity)
                continue;
            var rates = RandomClaims.Share(capacity, claims);
            Assert.All(claims, (claim, i) => Assert.True(rates[i] > 0 || claim.MaxRateBitsPerSecond == 0, $"Seed {seed}, claim {i} starves."));
            unpromised += claims.Count(claim => claim.CommittedBitsPerSecond == 0);
        }
        Assert.True(unpromised > Instances);
    }

    [Theory]
    [InlineData(0, 1, 1, 1, "capacity")]
    [InlineData(double.NaN, 1, 1, 1, "capacity")]
    [InlineData(1, -1, 1, 1, "committed")]
    [InlineData(1, None, 1, 1, "committed")]
    [InlineData(1, 1, double.NaN, 1, "cap")]
    [InlineData(1, 1, 1, double.NaN, "due")]
    public void Share_NotANumberOfItsKind_SaysWhich(double capacity, double committed, double cap, double due, string named)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => RandomClaims.Share(capacity, new LinkClaim(committed, cap, due)));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }
}
