using EdgeAigc.Core.Allocation;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAigc.UnitTests.Allocation;

/// <summary>The clock moves on by a tick whenever it is read, so that a budget is a number of looks.</summary>
public sealed class TimeBudgetTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(50)]
    [InlineData(300)]
    [InlineData(2000)]
    public void Allocate_AnyBudget_AnswerIsFeasibleAndBounded(int count)
    {
        foreach (var ticks in (int[])[0, 1, 2, 5, 10, 20, 50])
        {
            var problem = RandomSlots.Create(count, count);
            var answer = Ticking().Allocate(problem, TimeSpan.FromTicks(ticks));
            Feasibility.Check(problem, answer);
            Assert.True(answer.UpperBound >= Allocate.Market(problem).TotalUtility - 1e-9, "The bound holds when time runs out too.");
        }
    }

    [Fact]
    public void Allocate_BudgetIsUsedUp_LooksAtTheClockOnlySomeTimesMore()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            foreach (var budget in (int[])[1, 10, 20, 30])
            {
                var answer = Ticking().Allocate(RandomSlots.Create(seed, 100), TimeSpan.FromTicks(budget));
                Assert.True(answer.Elapsed.Ticks <= budget + 6, $"Seed {seed}: {answer.Elapsed.Ticks} looks with a budget of {budget}.");
            }
        }
    }

    [Fact]
    public void Allocate_BudgetIsLarge_AnswerIsThatWithoutOne()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var problem = RandomSlots.Create(seed, 60);
            Assert.Equal(Allocate.Market(problem).Requests, Ticking().Allocate(problem, TimeSpan.FromTicks(1_000_000)).Requests);
        }
    }

    [Fact]
    public void Allocate_NoBudget_ReadsTheClockTwice() =>
        Assert.Equal(1, Ticking().Allocate(RandomSlots.Create(1, 100)).Elapsed.Ticks);

    [Fact]
    public void Genetic_BudgetIsUsedUp_Stops()
    {
        var genetic = SlotAllocators.Create(SlotAllocatorNames.Genetic, new() { Generations = 100_000 }, new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromTicks(1) });
        Assert.InRange(genetic.Allocate(RandomSlots.Create(1, 10), TimeSpan.FromTicks(5)).Elapsed.Ticks, 5, 7);
    }

    private static ISlotAllocator Ticking() =>
        SlotAllocators.Create(SlotAllocatorNames.Market, new(), new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromTicks(1) });
}
