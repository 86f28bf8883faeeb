using EdgeAigc.Core.Placement;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAigc.UnitTests.Placement;

/// <summary>What every policy owes.</summary>
public sealed class PlacementPolicyTests
{
    private static readonly PlacementOptions Options = new() { TimeBudgetSeconds = 3600, PatienceRounds = 20 };

    public static TheoryData<string> Names => [.. PlacementPolicies.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Plan_RandomFrames_KeepsEveryConstraintAndBoundsTheOptimum(string name)
    {
        var policy = PlacementPolicies.Find(name, TimeProvider.System)!;
        Assert.Equal(name, policy.Name);
        var planned = 0;
        for (var seed = 2000; seed < 2040; seed++)
        {
            var problem = SmallFrames.Make(seed);
            var outcome = policy.Plan(problem, Options);
            if (!outcome.Planned)
                continue;
            planned++;
            Assert.Equal(name, outcome.Plan.Policy);
            PlanChecker.Check(problem, outcome.Plan);
            Assert.InRange(outcome.Plan.UpperBound, ExactPlacement.ValueOf(problem)!.Value - 1e-7, double.MaxValue);
        }

        Assert.InRange(planned, 30, 40);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Plan_Twice_IsTheSame(string name)
    {
        var problem = SmallFrames.Make(3);
        var policy = PlacementPolicies.Find(name, TimeProvider.System)!;
        var (first, second) = (policy.Plan(problem, Options).Plan!, policy.Plan(problem, Options).Plan!);
        Assert.Equal((first.Value, first.UpperBound), (second.Value, second.UpperBound));
        Assert.Equal(first.Placement.SelectMany(node => node.Resident), second.Placement.SelectMany(node => node.Resident));
        Assert.Equal(first.Routing, second.Routing);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Plan_NothingAsked_IsWorthNothing(string name)
    {
        var plan = Frames.Plan(Frames.Of([Frames.Node("a")], [Frames.Model("m")]), name);
        Assert.Equal((0, 0, 0), (plan.Value, plan.UpperBound, plan.RelativeGap));
        Assert.Empty(plan.ResidentOn("a"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Plan_NoNodes_LeavesAllToTheCloud(string name)
    {
        var plan = Frames.Plan(Frames.Of([], [Frames.Model("m")]), name);
        Assert.Empty(plan.Placement);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Plan_WrongField_IsAFaultAndNoPlan(string name)
    {
        var problem = Frames.Of([Frames.Node("a") with { Speed = 0 }], [Frames.Model("m")]);
        var outcome = PlacementPolicies.Find(name, TimeProvider.System)!.Plan(problem, Options);
        Assert.Null(outcome.Plan);
        Assert.Equal("nodes[0].speed: is 0; it must be above 0.", Assert.Single(outcome.Faults).ToString());
    }

    [Fact]
    public void Plan_TimeIsUp_EndsWithAPlan()
    {
        // Each look at the clock takes a millisecond; without a limit the search would go on for ever.
        var clock = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };
        var problem = SmallFrames.Make(3);
        var plan = new MarketPlacementPolicy(clock).Plan(problem, new() { TimeBudgetSeconds = 0.2, PatienceRounds = int.MaxValue }).Plan!;
        PlanChecker.Check(problem, plan);
        Assert.InRange(plan.Elapsed.TotalSeconds, 0.19, 0.21);
    }

    [Fact]
    public void Plan_TimeIsUpFromTheStart_EveryNodeIsLookedAtAllTheSame()
    {
        var clock = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromHours(1) };
        var problem = Frames.Of(
            [Frames.Node("a", resident: ["old"]), Frames.Node("b", resident: ["old"])],
            [Frames.Model("old"), Frames.Model("first"), Frames.Model("second")],
            new("a", "first", 0.3), new("b", "second", 0.3));
        var plan = new MarketPlacementPolicy(clock).Plan(problem, Options).Plan!;
        PlanChecker.Check(problem, plan);
        Assert.Contains("first", plan.ResidentOn("a"));
        Assert.Contains("second", plan.ResidentOn("b"));
    }

    [Fact]
    public void Plan_MoreTime_IsNotWorse()
    {
        var problem = SmallFrames.Make(13);
        var values = new[] { 0, 5, 50, 500 }.Select(rounds =>
            new MarketPlacementPolicy(TimeProvider.System).Plan(problem, Options with { PatienceRounds = rounds }).Plan!.Value).ToArray();
        Assert.Equal(values.Order(), values);
    }

    [Fact]
    public void Find_UnknownName_IsNull() => Assert.Null(PlacementPolicies.Find("best", TimeProvider.System));

    [Fact]
    public void Static_HoldsWhatTheClusterAsksForMost()
    {
        var problem = Frames.Of(
            [Frames.Node("a"), Frames.Node("b")],
            [Frames.Model("rare"), Frames.Model("often"), Frames.Model("local")],
            new("a", "rare", 0.1), new("a", "often", 0.3), new("a", "local", 0.2), new("b", "often", 0.3), new("b", "rare", 0.05));
        var plan = Frames.Plan(problem, PlacementPolicyNames.Static);
        Assert.Equal(["often", "local"], plan.ResidentOn("a"));
        Assert.Equal(["rare", "often"], plan.ResidentOn("b"));
    }
}
