using EdgeAigc.Core.Allocation;
using EdgeAigc.Core.Allocation.Baselines;
using EdgeAigc.Core.Learned;
using EdgeAigc.UnitTests.Allocation;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAigc.UnitTests.Learned;

public sealed class LearnedStepsTests
{
    private const int Users = 4;

    private static readonly SlotRequest Plain = new()
    {
        Id = "r0",
        StepSeconds = 0.02,
        PayloadBits = 1e5,
        RejectUtility = -1,
        Quality = [.. Enumerable.Range(1, 10).Select(steps => new StepQuality(steps, steps / 10.0))],
    };

    public static TheoryData<string> Kinds => [PolicyKinds.PerceptronActor, PolicyKinds.DiffusionActor, PolicyKinds.SharedActor];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Allocate_RandomSlots_KeepsBudgetsAndDeadlinesAndCountsWhatItHadToRepair(string kind)
    {
        var allocator = Allocator(LearnedWeights.Actor(kind, Users));
        for (var seed = 0; seed < 1500; seed++)
        {
            var problem = RandomSlots.Create(seed, seed % 40);
            Feasibility.Check(problem, allocator.Allocate(problem));
        }

        Assert.InRange(allocator.Shield!.Decisions, 1000, 1500);
        Assert.InRange(allocator.Shield.Repairs, 100, allocator.Shield.Decisions - 100);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Allocate_AfterOtherSlots_SameAnswerAsAFreshOne(string kind)
    {
        var weights = LearnedWeights.Actor(kind, Users);
        var used = Allocator(weights);
        foreach (var count in (int[])[30, 3, 50, 0, 12])
        {
            var problem = RandomSlots.Create(count, count);
            Assert.Equal(Allocator(weights).Allocate(problem).Requests, used.Allocate(problem).Requests);
        }
    }

    // An action of 0 asks for half of the best level and for the same share as everybody.
    [Theory]
    [InlineData(PolicyKinds.PerceptronActor, 1)]
    [InlineData(PolicyKinds.PerceptronActor, 4)]
    [InlineData(PolicyKinds.PerceptronActor, 9)]
    [InlineData(PolicyKinds.SharedActor, 1)]
    [InlineData(PolicyKinds.SharedActor, 9)]
    public void Allocate_ActionZero_IsHalfOfTheBestLevelAndEqualShares(string kind, int count)
    {
        var allocator = Allocator(LearnedWeights.Actor(kind, Users, seed: null));

        var answer = allocator.Allocate(Slot(100, count));

        Assert.All(answer.Requests, given => Assert.Equal(5, given.Steps));
        Assert.All(answer.Requests, given => Assert.Equal(1.0 / count, given.Share, 1e-12));
        Assert.Equal((1, 0), (allocator.Shield!.Decisions, allocator.Shield.Repairs));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(9)]
    public void Allocate_ComputeIsShort_AllStepsAreScaledDownTogetherWithoutARepair(int count)
    {
        var allocator = Allocator(LearnedWeights.Actor(PolicyKinds.PerceptronActor, Users, seed: null));

        // Half of what the action asks for is 2.5 steps, and the next lower level 2.
        var answer = allocator.Allocate(Slot(count * 2.5 * Plain.StepSeconds, count));

        Assert.All(answer.Requests, given => Assert.Equal(2, given.Steps));
        Assert.Equal(0, allocator.Shield!.Repairs);
    }

    [Fact]
    public void Allocate_DeadlineOfWhichThePolicyKnowsNothing_IsKeptByARepair()
    {
        var allocator = Allocator(LearnedWeights.Actor(PolicyKinds.SharedActor, Users, seed: null));
        var problem = Slot(100, 2);

        var answer = allocator.Allocate(problem with { Requests = [problem.Requests[0] with { DeadlineSeconds = 0.285 }, problem.Requests[1]] });

        // 0.2 s for the payload at half of the link leave four steps.
        Assert.Equal([4, 5], answer.Requests.Select(given => given.Steps));
        Assert.Equal((1, 1), (allocator.Shield!.Decisions, allocator.Shield.Repairs));
        Assert.Equal((1, 1), allocator.Shield.Take());
        Assert.Equal((0, 0), allocator.Shield.Take());
    }

    // Three deviations of the training are e^(15.5 + 0.6) bits.
    [Fact]
    public void Allocate_NumberThatTheTrainingNeverCameNear_CountsAsTheNearestOne()
    {
        var steps = new List<int>();
        for (var seed = 1; seed <= 20; seed++)
        {
            var allocator = Allocator(LearnedWeights.Actor(PolicyKinds.SharedActor, Users, seed));
            int[] given = [.. ((double[])[1e5, Math.Exp(16.1), 1e12]).Select(bits => Assert.Single(allocator.Allocate(
                new() { EgressBitsPerSecond = 1e6, ComputeSeconds = 100, Requests = [Plain with { PayloadBits = bits, RejectUtility = double.MinValue }] }).Requests).Steps)];
            Assert.Equal(given[1], given[2]);
            steps.Add(given[0] - given[1]);
        }

        // The size matters to these actors.
        Assert.Contains(steps, difference => difference != 0);
    }

    [Fact]
    public void Allocate_SharedActor_OrderOfRequestsDoesNotMatter()
    {
        var weights = LearnedWeights.Actor(PolicyKinds.SharedActor, Users);
        var problem = RandomSlots.Create(5, 12, priced: false) with { ComputeSeconds = 1000 };

        var forward = Allocator(weights).Allocate(problem).Requests;
        var backward = Allocator(weights).Allocate(problem with { Requests = [.. problem.Requests.Reverse()] }).Requests;

        Assert.Equal(forward.Select(given => (given.Id, given.Steps)), backward.Reverse().Select(given => (given.Id, given.Steps)));
        Assert.True(forward.Select(given => given.Steps).Distinct().Count() > 2);
    }

    [Fact]
    public void SlotActors_WeightsThatAreNoneOfStageTwo_SayWhatIsWrong()
    {
        Assert.Contains("is no actor", Fault(new(PolicyKinds.ActionValues)), StringComparison.Ordinal);
        var old = LearnedWeights.Actor(PolicyKinds.PerceptronActor, Users);
        old.Attributes.Remove("scale.gain");
        Assert.Contains("'scale.gain'", Fault(old), StringComparison.Ordinal);
        var other = LearnedWeights.Actor(PolicyKinds.PerceptronActor, Users);
        (other.Tensors["actor.0.weight"], other.Tensors["actor.0.bias"]) = (new([6, 20], new float[120]), new([6], new float[6]));
        Assert.Contains("takes 20 numbers and gives 6", Fault(other), StringComparison.Ordinal);
    }

    [Fact]
    public void Create_LearnedWithoutWeights_SaysSo()
    {
        Assert.Contains("none is named", Assert.Throws<InvalidDataException>(() => SlotAllocators.Create(SlotAllocatorNames.Learned, new(), TimeProvider.System)).Message, StringComparison.Ordinal);
        var missing = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.policy");
        Assert.Contains(missing, Assert.Throws<InvalidDataException>(() => SlotAllocators.Create(SlotAllocatorNames.Learned, new() { Weights = missing }, TimeProvider.System)).Message, StringComparison.Ordinal);
    }

    private static string Fault(PolicyWeights weights) => Assert.Throws<InvalidDataException>(() => new SlotActors(weights)).Message;

    private static BaselineAllocator Allocator(PolicyWeights weights) => new BaselineAllocator(new LearnedSteps(new(weights), seed: 1), new FakeTimeProvider());

    private static SlotProblem Slot(double compute, int count) => new()
    {
        EgressBitsPerSecond = 1e6,
        ComputeSeconds = compute,
        Requests = [.. Enumerable.Range(0, count).Select(index => Plain with { Id = $"r{index}" })],
    };
}
