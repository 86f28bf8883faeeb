using EdgeAigc.Core.Allocation;

namespace EdgeAigc.UnitTests.Allocation;

public sealed class BaselineTests
{
    private static readonly SlotRequest Plain = new()
    {
        Id = "a",
        StepSeconds = 0.01,
        PayloadBits = 1e6,
        RejectUtility = -1,
        Quality = [new(1, 0.1), new(10, 0.8), new(20, 1)],
    };

    [Fact]
    public void Equal_TwoRequests_GetHalfOfEverything()
    {
        var answer = Allocate.With(SlotAllocatorNames.Equal, Slot(0.3, Plain, Plain with { Id = "b" }));
        Assert.All(answer.Requests, given => Assert.Equal((10, 0.5), (given.Steps, given.Share)));
    }

    [Fact]
    public void Equal_WhoCannotBeServed_GetsNoPart()
    {
        var answer = Allocate.With(SlotAllocatorNames.Equal, Slot(0.3, Plain, Plain with { Id = "late", DeadlineSeconds = 0.01 }));
        Assert.Equal((20, 1, Rejection.DeadlineUnreachable), (answer.Requests[0].Steps, answer.Requests[0].Share, answer.Requests[1].Rejection));
    }

    [Fact]
    public void Fixed_ComputeRunsOut_TheFirstToComeAreServed()
    {
        var answer = Allocate.With(SlotAllocatorNames.Fixed, Slot(0.5, Plain, Plain with { Id = "b" }, Plain with { Id = "c" }));
        Assert.Equal([20, 20, 0], answer.Requests.Select(given => given.Steps));
    }

    [Fact]
    public void Fixed_NoSuchLevel_TakesTheNextLowerOne()
    {
        var answer = Allocate.With(SlotAllocatorNames.Fixed, Slot(1, Plain with { Quality = [new(1, 0.1), new(12, 0.8), new(30, 1)] }, Plain with { Id = "b", Quality = [new(24, 1)] }));
        Assert.Equal([12, 24], answer.Requests.Select(given => given.Steps));
    }

    [Fact]
    public void EarliestDeadline_ComputeRunsOut_TheLatestDeadlineGoesWithout()
    {
        var answer = Allocate.With(SlotAllocatorNames.EarliestDeadline, Slot(
            0.4, Plain, Plain with { Id = "b", DeadlineSeconds = 3 }, Plain with { Id = "c", DeadlineSeconds = 2 }));
        Assert.Equal([0, 20, 20], answer.Requests.Select(given => given.Steps));
    }

    [Fact]
    public void Genetic_MoreGenerations_AreWorthNoLess()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var problem = RandomSlots.Create(seed, 15);
            var utilities = new[] { 1, 20, 100 }.Select(generations => SlotAllocators.Create(
                SlotAllocatorNames.Genetic, new() { Generations = generations }, TimeProvider.System).Allocate(problem).TotalUtility).ToArray();
            Assert.Equal(utilities.Order(), utilities);
        }
    }

    [Fact]
    public void Genetic_OtherSeed_SearchesOtherwise()
    {
        var problem = RandomSlots.Create(4, 30);
        Assert.NotEqual(Allocate.With(SlotAllocatorNames.Genetic, problem).Requests, Allocate.With(SlotAllocatorNames.Genetic, problem, seed: 2).Requests);
    }

    private static SlotProblem Slot(double computeSeconds, params SlotRequest[] requests) =>
        new() { EgressBitsPerSecond = 1e7, ComputeSeconds = computeSeconds, Requests = requests };
}
