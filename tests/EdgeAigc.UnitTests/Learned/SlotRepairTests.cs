using EdgeAigc.Core.Allocation;
using EdgeAigc.Core.Learned;
using EdgeAigc.UnitTests.Allocation;

namespace EdgeAigc.UnitTests.Learned;

public sealed class SlotRepairTests
{
    // 0.1 s a step; the whole link takes 0.1 s for the payload.
    private static readonly SlotRequest Plain = new() { Id = "a", StepSeconds = 0.1, PayloadBits = 1e5, RejectUtility = -1, Quality = [new(1, 0.4), new(2, 0.7), new(8, 1)] };

    [Fact]
    public void Apply_Whatever_IsFeasibleAfterwardsAndFeasibleIsLeftAlone()
    {
        var (shield, repairs) = (new FeasibilityShield(), 0);
        for (var seed = 0; seed < 3000; seed++)
        {
            var (problem, random) = (RandomSlots.Create(seed, seed % 25), new Random(seed));
            var decisions = new Decisions();
            decisions.Reset(problem.Requests.Count);
            var part = random.NextDouble() / Math.Max(1, problem.Requests.Count);
            for (var i = 0; i < problem.Requests.Count; i++)
            {
                var sane = seed % 2 == 0;
                decisions.Levels[i] = sane ? random.Next(-1, 1) : random.Next(-3, 14);
                var share = sane ? part : random.Next(8) switch { 0 => double.NaN, 1 => -1, 2 => double.PositiveInfinity, 3 => 0, _ => random.NextDouble() };
                decisions.Shares[i] = sane && (decisions.Levels[i] < 0 || problem.Requests[i].PayloadBits <= 0) ? 0 : share;
            }

            var (levels, shares) = (decisions.Levels.ToArray(), decisions.Shares.ToArray());
            var feasible = IsFeasible(problem, decisions);

            var repaired = shield.Apply(problem, decisions);

            Assert.True(IsFeasible(problem, decisions), $"Seed {seed}.");
            Assert.Equal(!feasible, repaired);
            if (feasible)
            {
                Assert.Equal(levels, decisions.Levels);
                Assert.Equal(shares, decisions.Shares);
            }

            repairs += repaired ? 1 : 0;
        }

        Assert.Equal((3000, repairs), (shield.Decisions, shield.Repairs));
        Assert.InRange(repairs, 1500, 2900);
    }

    [Fact]
    public void Apply_LateAtItsLevel_GetsTheMostStepsThatAreInTime()
    {
        var (levels, shares) = Repair(10, [Plain with { DeadlineSeconds = 0.45 }], [2], [1]);
        Assert.Equal([1], levels);
        Assert.Equal([1.0], shares);
    }

    [Fact]
    public void Apply_LateWithTheFewestSteps_GetsMoreOfTheLinkFromThoseWhoCanWait()
    {
        var (levels, shares) = Repair(10, [Plain with { DeadlineSeconds = 0.3 }, Plain with { Id = "b" }], [0, 0], [0.2, 0.8]);
        Assert.Equal([0, 0], levels);
        Assert.Equal(0.5, shares[0], 1e-6);
        Assert.Equal(0.5, shares[1], 1e-6);
    }

    [Fact]
    public void Apply_DeadlinesThatTheLinkCannotKeepTogether_RejectsTheOneThatNeedsMost()
    {
        var (levels, _) = Repair(10, [Plain with { DeadlineSeconds = 0.22 }, Plain with { Id = "b", DeadlineSeconds = 0.5 }], [0, 0], [0.2, 0.2]);
        Assert.Equal([-1, 0], levels);
    }

    [Fact]
    public void Apply_MoreComputeThanThereIs_TakesStepsFromTheLargestFirstAndRejectsOnlyThen()
    {
        Assert.Equal([1, 1], Repair(0.5, [Plain, Plain with { Id = "b" }], [2, 1], [0.5, 0.5]).Levels);
        Assert.Equal([0, -1], Repair(0.25, [Plain, Plain with { Id = "b", StepSeconds = 0.2 }], [2, 1], [0.5, 0.5]).Levels);
    }

    private static (int[] Levels, double[] Shares) Repair(double compute, SlotRequest[] requests, int[] levels, double[] shares)
    {
        var (problem, decisions) = (new SlotProblem { EgressBitsPerSecond = 1e6, ComputeSeconds = compute, Requests = requests }, new Decisions());
        decisions.Reset(requests.Length);
        levels.CopyTo(decisions.Levels, 0);
        shares.CopyTo(decisions.Shares, 0);
        Assert.True(new FeasibilityShield().Apply(problem, decisions));
        return (decisions.Levels, decisions.Shares);
    }

    private static bool IsFeasible(SlotProblem problem, Decisions decisions)
    {
        var (shares, seconds) = (0.0, 0.0);
        for (var i = 0; i < problem.Requests.Count; i++)
        {
            var (request, level, share) = (problem.Requests[i], decisions.Levels[i], decisions.Shares[i]);
            if (level < -1 || level >= request.Quality.Count || !(share >= 0))
                return false;
            if (level < 0 || request.PayloadBits <= 0 ? share > 0 : share <= 0)
                return false;
            if (level < 0)
                continue;
            var steps = request.Quality[level].Steps;
            if (request.FinishSeconds(steps, share * problem.EgressBitsPerSecond) > request.DeadlineSeconds)
                return false;
            (shares, seconds) = (shares + share, seconds + request.ComputeSeconds(steps));
        }

        return shares <= 1 + 1e-11 && seconds <= problem.ComputeSeconds * (1 + 1e-11);
    }
}
