using EdgeAigc.Core.Allocation;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAigc.UnitTests.Allocation;

public sealed class MarketOptimalityTests
{
    [Fact]
    public void Allocate_UpToSixRequests_IsTheExhaustiveOptimum()
    {
        var allocator = SlotAllocators.Create(SlotAllocatorNames.Market, new(), new FakeTimeProvider());
        for (var seed = 0; seed < 600; seed++)
        {
            // Levels so that a combination more or less costs the oracle no minute.
            var count = 1 + (seed % 6);
            var problem = RandomSlots.Create(seed, count, mostLevels: count switch { 6 => 3, 5 => 4, 4 => 6, _ => 11 });
            var (optimum, answer) = (ExhaustiveSearch.Optimum(problem), allocator.Allocate(problem));
            Assert.Equal(optimum, answer.TotalUtility, 1e-6 * (1 + Math.Abs(optimum)));
            Assert.True(answer.UpperBound >= optimum - (1e-9 * (1 + Math.Abs(optimum))), $"Seed {seed}: bound {answer.UpperBound} is below the optimum {optimum}.");
            Assert.True(answer.UpperBound - answer.TotalUtility < 1e-7 * (1 + Math.Abs(optimum)), $"Seed {seed}: the gap is {answer.RelativeGap}.");
        }
    }

    [Theory]
    [InlineData(20)]
    [InlineData(35)]
    [InlineData(50)]
    public void Allocate_TwentyToFiftyRequests_IsProvenOrWithinHalfAPercent(int count)
    {
        var allocator = SlotAllocators.Create(SlotAllocatorNames.Market, new(), new FakeTimeProvider());
        var proven = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            var problem = RandomSlots.Create(seed, count);
            var answer = allocator.Allocate(problem);
            // Where gains and losses cancel, a part of their sum says nothing; then what is at stake is the measure.
            var stake = Math.Max(Math.Abs(answer.UpperBound), 0.5 * answer.Requests.Sum(given => Math.Abs(given.Utility)));
            Assert.True(answer.UpperBound - answer.TotalUtility <= 5e-3 * stake, $"Seed {seed}: {answer.TotalUtility} of {answer.UpperBound}.");
            proven += answer.UpperBound - answer.TotalUtility < 1e-7 * stake ? 1 : 0;
        }

        Assert.True(proven >= 190, $"{proven} of 200 are proven.");
    }

    [Theory]
    [InlineData(100, 150)]
    [InlineData(300, 60)]
    [InlineData(1000, 25)]
    [InlineData(3000, 10)]
    public void Allocate_ManyRequests_MeanGapIsWithinATenthOfAPercent(int count, int slots)
    {
        var allocator = SlotAllocators.Create(SlotAllocatorNames.Market, new(), new FakeTimeProvider());
        var gap = Enumerable.Range(0, slots).Average(seed => allocator.Allocate(RandomSlots.Create(seed, count, priced: false)).RelativeGap);
        Assert.True(gap <= 1e-3, $"The mean gap is {gap}.");
    }

    [Fact]
    public void Allocate_SmallSlots_BoundOfEveryPolicyIsAboveTheOptimum()
    {
        for (var seed = 1000; seed < 1100; seed++)
        {
            var problem = RandomSlots.Create(seed, 3);
            var optimum = ExhaustiveSearch.Optimum(problem);
            Assert.All(SlotAllocatorNames.All, policy => Assert.True(Allocate.With(policy, problem).UpperBound >= optimum - (1e-9 * (1 + Math.Abs(optimum)))));
        }
    }

    [Fact]
    public void Allocate_LinearCurvesOfOneModel_AreProvenAlthoughAllLevelsTie()
    {
        // Every step of everybody is worth the same: the hardest case for a search that prunes by losses.
        var requests = Enumerable.Range(0, 6).Select(index => new SlotRequest
        {
            Id = $"r{index}",
            StepSeconds = 0.01,
            Quality = [.. Enumerable.Range(1, 50).Select(steps => new StepQuality(steps, steps / 50.0))],
        }).ToArray();
        var answer = Allocate.Market(new() { EgressBitsPerSecond = 1e8, ComputeSeconds = 1.237, Requests = requests });
        Assert.Equal(123 / 50.0, answer.TotalUtility, 1e-9);
        Assert.Equal(0, answer.RelativeGap, 1e-9);
    }
}
