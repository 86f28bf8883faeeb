using EdgeAigc.Core.Allocation;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAigc.UnitTests.Allocation;

public sealed class MarketPropertyTests
{
    private readonly ISlotAllocator _market = SlotAllocators.Create(SlotAllocatorNames.Market, new(), new FakeTimeProvider());

    [Fact]
    public void Allocate_RandomSlots_NeverBelowEqualShares()
    {
        var equal = SlotAllocators.Create(SlotAllocatorNames.Equal, new(), new FakeTimeProvider());
        for (var seed = 0; seed < 2000; seed++)
        {
            var problem = RandomSlots.Create(seed, seed % 60);
            var (ours, theirs) = (_market.Allocate(problem).TotalUtility, equal.Allocate(problem).TotalUtility);
            Assert.True(ours >= theirs - (1e-6 * (1 + Math.Abs(theirs))), $"Seed {seed}: {ours} is below {theirs}.");
        }
    }

    [Fact]
    public void Allocate_MoreCapacity_IsWorthNoLess()
    {
        var random = new Random(7);
        for (var seed = 0; seed < 500; seed++)
        {
            var problem = RandomSlots.Create(seed, 1 + (seed % 30));
            var before = _market.Allocate(problem);
            Assert.All(
                (SlotProblem[])
                [
                    problem with { ComputeSeconds = problem.ComputeSeconds * (1 + random.NextDouble()) },
                    problem with { EgressBitsPerSecond = problem.EgressBitsPerSecond * (1 + random.NextDouble()) },
                ],
                larger =>
                {
                    var after = _market.Allocate(larger);
                    // What either search leaves open is in its own gap; proven answers have none.
                    var open = (after.UpperBound - after.TotalUtility) + (1e-6 * (1 + Math.Abs(after.TotalUtility)));
                    Assert.True(after.TotalUtility >= before.TotalUtility - open, $"Seed {seed}: {after.TotalUtility} after {before.TotalUtility}.");
                });
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(40)]
    [InlineData(400)]
    [InlineData(2000)]
    public void Allocate_PermutedRequests_EachGetsTheSame(int count)
    {
        var random = new Random(count);
        for (var seed = 0; seed < 10; seed++)
        {
            var problem = RandomSlots.Create(seed, count);
            var shuffled = problem.Requests.ToArray();
            random.Shuffle(shuffled);
            var permuted = _market.Allocate(problem with { Requests = shuffled }).Requests.ToDictionary(given => given.Id);
            Assert.All(_market.Allocate(problem).Requests, given => Assert.Equal(given, permuted[given.Id]));
        }
    }

    [Fact]
    public void Allocate_PermutedTwins_EachGetsTheSame()
    {
        var twins = RandomSlots.Create(3, 1).Requests[0] with { LatencyPreference = 0.3, StepSeconds = 0.01, Weight = 1, RejectUtility = -1, DeadlineSeconds = double.PositiveInfinity };
        var problem = new SlotProblem
        {
            EgressBitsPerSecond = 1e7,
            ComputeSeconds = 0.17,
            Requests = [.. Enumerable.Range(0, 9).Select(index => twins with { Id = $"twin-{index}" })],
        };
        var permuted = _market.Allocate(problem with { Requests = [.. problem.Requests.Reverse()] }).Requests.ToDictionary(given => given.Id);
        Assert.All(_market.Allocate(problem).Requests, given => Assert.Equal(given, permuted[given.Id]));
    }

    [Fact]
    public void Allocate_ScaledUtility_ScalesTheAnswer()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var problem = RandomSlots.Create(seed, 6);
            var scaled = problem with { ReservePrice = 8 * problem.ReservePrice, Requests = [.. problem.Requests.Select(request => request with { Weight = 8 * request.Weight, RejectUtility = 8 * request.RejectUtility })] };
            Assert.Equal(8 * _market.Allocate(problem).TotalUtility, _market.Allocate(scaled).TotalUtility, 1e-5);
        }
    }

    [Fact]
    public void Prices_ScarceCompute_AreWhatMoreOfItWouldAdd()
    {
        // With many requests the utility is smooth in the capacity, and its slope is the price.
        var problem = RandomSlots.Create(11, 2000) with { ComputeSeconds = 20 };
        var (before, after) = (_market.Allocate(problem), _market.Allocate(problem with { ComputeSeconds = 20.4 }));
        Assert.True(before.Prices.PerComputeSecond > 0);
        Assert.InRange((after.UpperBound - before.UpperBound) / 0.4, after.Prices.PerComputeSecond * 0.98, before.Prices.PerComputeSecond * 1.02);
    }

    [Fact]
    public void Prices_PlentyOfEverything_AreZero()
    {
        var problem = new SlotProblem
        {
            EgressBitsPerSecond = 1e9,
            ComputeSeconds = 100,
            Requests = [.. RandomSlots.Create(5, 20).Requests.Select(request => request with { MaxRateBitsPerSecond = 1e6 })],
        };
        Assert.Equal(new SlotPrices(0, 0), _market.Allocate(problem).Prices);
    }
}
