using EdgeAigc.Core.Allocation;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAigc.UnitTests.Allocation;

/// <summary>What every policy keeps, found by name.</summary>
public sealed class AllocatorContractTests
{
    public static TheoryData<string> Policies => [.. SlotAllocatorNames.All];

    [Theory]
    [MemberData(nameof(Policies))]
    public void Allocate_RandomSlots_KeepsBudgetsAndDeadlines(string policy)
    {
        var allocator = SlotAllocators.Create(policy, new() { Generations = 4, Population = 10 }, new FakeTimeProvider());
        for (var seed = 0; seed < 1500; seed++)
        {
            var problem = RandomSlots.Create(seed, seed % 40);
            Feasibility.Check(problem, allocator.Allocate(problem));
        }
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Allocate_SameSlotTwice_SameAnswer(string policy)
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var problem = RandomSlots.Create(seed, 20);
            Assert.Equal(Allocate.With(policy, problem).Requests, Allocate.With(policy, problem).Requests);
        }
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Allocate_AfterOtherSlots_SameAnswerAsAFreshOne(string policy)
    {
        var used = SlotAllocators.Create(policy, new() { Generations = 10 }, new FakeTimeProvider());
        foreach (var count in (int[])[30, 3, 50, 0, 12])
        {
            var problem = RandomSlots.Create(count, count);
            Assert.Equal(Allocate.With(policy, problem).Requests, used.Allocate(problem).Requests);
        }
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Allocate_NoRequests_IsWorthNothing(string policy)
    {
        var answer = Allocate.With(policy, new() { EgressBitsPerSecond = 1e8, ComputeSeconds = 1, Requests = [] });
        Assert.Empty(answer.Requests);
        Assert.Equal((0, 0, 0), (answer.TotalUtility, answer.UpperBound, answer.RelativeGap));
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Allocate_NoCompute_ServesOnlyWhatNeedsNone(string policy)
    {
        var request = new SlotRequest { Id = "a", StepSeconds = 0.1, Quality = [new(1, 1)], RejectUtility = -1 };
        var answer = Allocate.With(policy, new()
        {
            EgressBitsPerSecond = 1e6,
            ComputeSeconds = 0,
            Requests = [request, request with { Id = "free", StepSeconds = 0 }],
        });
        Assert.Equal([Rejection.ComputeTooSmall, Rejection.None], answer.Requests.Select(given => given.Rejection));
    }

    [Fact]
    public void Create_UnknownName_ListsTheNames()
    {
        var exception = Assert.Throws<ArgumentException>(() => SlotAllocators.Create("auction", new(), new FakeTimeProvider()));
        Assert.Contains("'auction'", exception.Message, StringComparison.Ordinal);
        Assert.All(SlotAllocatorNames.All, name => Assert.Contains(name, exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Create_AnyName_TellsIt() =>
        Assert.All(SlotAllocatorNames.All, name => Assert.Equal(name, SlotAllocators.Create(name, new(), new FakeTimeProvider()).Policy));
}
