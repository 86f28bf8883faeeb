using EdgeAigc.Core.Learned;

namespace EdgeAigc.UnitTests.Learned;

public sealed class FeasibilityShieldTests
{
    private const double Least = 0.05;

    [Fact]
    public void Apply_Whatever_IsFeasibleAfterwardsAndFeasibleIsLeftAlone()
    {
        var (random, shield, repairs) = (new Random(1), new FeasibilityShield(), 0);
        for (var round = 0; round < 2000; round++)
        {
            var users = random.Next(1, 8);
            int[] limits = [.. Enumerable.Range(0, users).Select(_ => random.Next(0, 50))];
            int[] steps = [.. limits.Select(limit => random.Next(4) == 0 ? random.Next(-10, 1000) : random.Next(0, limit + 1))];
            double[] shares = [.. steps.Select(_ => random.Next(12) switch { 0 => double.NaN, 1 => -1, 2 => double.PositiveInfinity, 3 => 0, _ => 1.0 / users })];
            var budget = random.Next(0, 200);
            var (stepsBefore, sharesBefore) = (steps.ToArray(), shares.ToArray());
            var feasible = IsFeasible(steps, limits, budget, shares);

            var repaired = shield.Apply(steps, limits, budget, shares, Least);

            Assert.True(IsFeasible(steps, limits, budget, shares));
            Assert.Equal(!feasible, repaired);
            if (feasible)
            {
                Assert.Equal(stepsBefore, steps);
                Assert.Equal(sharesBefore, shares);
            }

            repairs += repaired ? 1 : 0;
        }

        Assert.Equal(2000, shield.Decisions);
        Assert.Equal(repairs, shield.Repairs);
        Assert.InRange(repairs, 200, 1900);
    }

    [Fact]
    public void Apply_StepsBeyondTheBudget_AreScaledDownTogether()
    {
        int[] steps = [30, 10];
        double[] shares = [0.5, 0.5];

        Assert.True(new FeasibilityShield().Apply(steps, [40, 40], 20, shares, Least));

        Assert.Equal([15, 5], steps);
        Assert.Equal([0.5, 0.5], shares);
    }

    private static bool IsFeasible(int[] steps, int[] limits, int budget, double[] shares) =>
        steps.Zip(limits).All(pair => pair.First >= 0 && pair.First <= pair.Second) && steps.Sum(step => (long)step) <= budget
            && shares.All(share => share >= Least - 1e-9) && shares.Sum() <= 1 + 1e-9;
}
