using EdgeAigc.Core.Batching;

namespace EdgeAigc.UnitTests.Batching;

public sealed class BatchPlannerTests
{
    private const double Never = double.PositiveInfinity;

    [Fact]
    public void Choose_NoGroup_IsNone() => Assert.Equal(-1, BatchPlanner.Choose([], []));

    [Fact]
    public void Choose_NothingPresses_TakesTheLargestBatchAndThenTheFirst()
    {
        var members = new List<int>();
        BatchGroup[] groups = [Group(Gains, Calm(0)), Group(Gains, Calm(1), Calm(2), Calm(3)), Group(Gains, Calm(4), Calm(5), Calm(6))];
        Assert.Equal(1, BatchPlanner.Choose(groups, members));
        Assert.Equal([0, 1, 2], members);
    }

    [Fact]
    public void Choose_ADeadlinePresses_ItsGroupComesFirst()
    {
        var members = new List<int>();
        BatchGroup[] groups = [Group(Gains, Calm(0), Calm(1), Calm(2)), Group(Gains, Due(3, secondsLeft: 1.5, stepsLeft: 10))];
        Assert.Equal(1, BatchPlanner.Choose(groups, members));
        Assert.Equal([0], members);
    }

    [Fact]
    public void Choose_TwoDeadlinesPress_TheLeastSlackWinsAndNotTheEarliestDeadline()
    {
        // 0.1 s a step: slack 1.0 − 0.2 = 0.8 against 1.5 − 1.0 = 0.5.
        BatchGroup[] groups = [Group(Gains, Due(0, 1.0, stepsLeft: 2)), Group(Gains, Due(1, 1.5, stepsLeft: 10))];
        Assert.Equal(1, BatchPlanner.Choose(groups, []));
    }

    [Fact]
    public void Choose_PatienceIsOver_IsNotPassedOverForALargerBatch()
    {
        BatchGroup[] groups = [Group(Gains, Calm(1), Calm(2), Calm(3)), Group(Gains, new BatchCandidate(1, 10, Never, PatienceLeft: -1, Order: 0))];
        Assert.Equal(1, BatchPlanner.Choose(groups, []));
    }

    [Fact]
    public void Choose_BatchingGainsNothing_TakesOne()
    {
        var members = new List<int>();
        BatchPlanner.Choose([Group(GainsNothing, Calm(0), Calm(1), Calm(2), Calm(3))], members);
        Assert.Equal([0], members);
    }

    [Fact]
    public void Choose_GainEndsAtFour_TakesFour()
    {
        var times = Times((1, 1.0), (2, 1.2), (4, 1.6), (5, 2.1), (8, 3.4));
        var members = new List<int>();
        BatchPlanner.Choose([Group(times, [.. Enumerable.Range(0, 8).Select(order => Calm(order))])], members);
        Assert.Equal([0, 1, 2, 3], members);
    }

    [Fact]
    public void Choose_NotMeasuredYet_TriesTheLargest()
    {
        var members = new List<int>();
        BatchPlanner.Choose([Group(new StepTimes(), Calm(0), Calm(1), Calm(2))], members);
        Assert.Equal(3, members.Count);
    }

    [Fact]
    public void Choose_RowsOfGuidedRequests_CountAgainstTheLimit()
    {
        var group = Group(Gains, [.. Enumerable.Range(0, 8).Select(order => Calm(order) with { Samples = 2 })]);
        group.MaxSamples = 7;
        var members = new List<int>();
        BatchPlanner.Choose([group], members);
        Assert.Equal([0, 1, 2], members);
    }

    [Fact]
    public void Choose_LimitBelowOneRequest_StillServesIt()
    {
        var group = Group(Gains, Calm(0) with { Samples = 2 });
        group.MaxSamples = 1;
        var members = new List<int>();
        Assert.Equal(0, BatchPlanner.Choose([group], members));
        Assert.Equal([0], members);
    }

    /// <summary>Random groups: whoever would be in time alone is in time in the chosen batch, the batch has no more rows than allowed,
    /// and one more member would pay too little, break a deadline or break the limit.</summary>
    [Fact]
    public void Choose_RandomGroups_BreaksNoDeadlineAndLeavesNothingWorthWhile()
    {
        var random = new Random(7);
        for (var round = 0; round < 3000; round++)
        {
            var times = Times(RandomTimes(random));
            var group = Group(times, [.. Enumerable.Range(0, random.Next(1, 9)).Select(order => new BatchCandidate(
                random.Next(1, 3), random.Next(1, 20), random.Next(3) == 0 ? Never : random.NextDouble() * 4, random.NextDouble() * 10, order))]);
            group.MaxSamples = random.Next(2, 14);
            var members = new List<int>();
            BatchPlanner.Choose([group], members);

            var seconds = StepOf(group, members);
            Assert.True(members.Count == 1 || members.Sum(member => group.Candidates[member].Samples) <= group.MaxSamples);
            Assert.True(members.Count == 1 || members.TrueForAll(member => Fits(group, member, seconds)));
            if (members.Count < group.Candidates.Count)
                Assert.True(NextDoesNotPay(group, members), $"Round {round} left a member that pays.");
        }
    }

    private static bool NextDoesNotPay(BatchGroup group, List<int> members)
    {
        var next = Enumerable.Range(0, group.Candidates.Count).Except(members).MinBy(index => (
            Math.Min(2, Math.Min(group.Candidates[index].Slack(group.Times), group.Candidates[index].PatienceLeft)), group.Candidates[index].Order));
        List<int> larger = [.. members, next];
        var seconds = StepOf(group, larger);
        return larger.Sum(member => group.Candidates[member].Samples) > group.MaxSamples
            || !larger.TrueForAll(member => Fits(group, member, seconds))
            || Rate(group, larger) <= Rate(group, members) * 1.03 + 1e-12;
    }

    private static double Rate(BatchGroup group, List<int> members) => members.Sum(member => group.Candidates[member].Samples) / StepOf(group, members);

    private static double StepOf(BatchGroup group, List<int> members) => group.Times.Expected(members.Sum(member => group.Candidates[member].Samples));

    private static bool Fits(BatchGroup group, int member, double seconds)
    {
        var candidate = group.Candidates[member];
        return candidate.Slack(group.Times) < 0 || candidate.SecondsLeft >= candidate.StepsLeft * seconds;
    }

    private static (int, double)[] RandomTimes(Random random)
    {
        var seconds = 0.05 + random.NextDouble();
        return [.. new[] { 1, 2, 3, 4, 6, 8, 12, 16 }.Select(samples => (samples, seconds += random.NextDouble() * 0.4))];
    }

    private static StepTimes Gains => Times((1, 0.1), (2, 0.11), (4, 0.13), (8, 0.17), (16, 0.25));

    private static StepTimes GainsNothing => Times((1, 0.1), (2, 0.2), (4, 0.4), (8, 0.8));

    private static StepTimes Times(params (int Samples, double Seconds)[] measured)
    {
        var times = new StepTimes();
        foreach (var (samples, seconds) in measured)
            times.Observe(samples, seconds);
        return times;
    }

    private static BatchGroup Group(StepTimes times, params BatchCandidate[] candidates)
    {
        var group = new BatchGroup { Times = times };
        group.Candidates.AddRange(candidates);
        return group;
    }

    private static BatchCandidate Calm(long order) => new(1, 10, Never, PatienceLeft: 30, order);

    private static BatchCandidate Due(long order, double secondsLeft, int stepsLeft) => new(1, stepsLeft, secondsLeft, 30, order);
}
