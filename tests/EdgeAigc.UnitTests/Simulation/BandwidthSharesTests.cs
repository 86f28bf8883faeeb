using EdgeAigc.Simulation.Exact;
using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.UnitTests.Simulation;

public sealed class BandwidthSharesTests
{
    [Theory]
    [InlineData(ScenarioPresets.Paper)]
    [InlineData(ScenarioPresets.Contended)]
    public void Shares_MeetTheConditionsOfTheOptimum(string preset)
    {
        var scenario = new Scenario(ScenarioPresets.Load(preset));
        foreach (var slot in TraceGenerator.Frames(scenario, 3, 40).SelectMany(frame => frame.Slots))
        {
            var shares = new double[scenario.Options.Users];
            BandwidthShares.Solve(scenario.Options, slot, shares);

            Assert.Equal(1, shares.Sum(), 1e-9);
            Assert.All(shares, share => Assert.True(share >= scenario.Options.MinShare));
            // One price for all above the least share; those at it would gain less than the price.
            var savings = shares.Select((share, user) => RadioLink.Saving(scenario.Options, slot, user, share)).ToArray();
            var price = savings.Where((_, user) => shares[user] > scenario.Options.MinShare).Max();
            for (var user = 0; user < shares.Length; user++)
            {
                Assert.True(savings[user] <= price * (1 + 1e-6));
                Assert.True(savings[user] >= price * (1 - 1e-6) || shares[user] <= scenario.Options.MinShare);
            }
        }
    }

    [Fact]
    public void Shares_AreNoWorseThanAnyOnAGrid()
    {
        var scenario = Scenarios.Tiny();
        for (var seed = 0; seed < 30; seed++)
        {
            var slot = Scenarios.RandomSlot(scenario, seed);
            var shares = new double[3];
            BandwidthShares.Solve(scenario.Options, slot, shares);
            var solved = Seconds(scenario, slot, shares);

            var best = double.PositiveInfinity;
            for (var a = 0.005; a <= 0.99; a += 0.005)
            {
                for (var b = 0.005; a + b <= 0.995; b += 0.005)
                    best = Math.Min(best, Seconds(scenario, slot, [a, b, 1 - a - b]));
            }

            Assert.InRange(solved, best * 0.99, best);
        }
    }

    [Fact]
    public void Shares_OfAUserWithNextToNothing_AreTheLeast()
    {
        var scenario = Scenarios.Tiny();
        var slot = new Slot([0, 0, 0], [1e9, 1e9, 1e9], [1, 1e8, 1e8], [1, 1e8, 1e8]);
        var shares = new double[3];

        BandwidthShares.Solve(scenario.Options, slot, shares);

        Assert.Equal([0.005, 0.4975, 0.4975], shares.Select(share => Math.Round(share, 9)));
    }

    [Fact]
    public void Saving_IsTheSlopeOfTheSeconds()
    {
        var scenario = Scenarios.Tiny();
        var slot = Scenarios.RandomSlot(scenario, 1);
        foreach (var share in (double[])[0.01, 0.1, 0.6])
        {
            var slope = (RadioLink.Seconds(scenario.Options, slot, 0, share - 1e-6) - RadioLink.Seconds(scenario.Options, slot, 0, share + 1e-6)) / 2e-6;
            Assert.Equal(1, RadioLink.Saving(scenario.Options, slot, 0, share) / slope, 1e-5);
        }
    }

    [Fact]
    public void Rate_OfOneHertzAtOneToOne_IsOneBit() => Assert.Equal(1, RadioLink.Rate(1, 1), 1e-15);

    private static double Seconds(Scenario scenario, Slot slot, double[] shares) =>
        shares.Select((share, user) => RadioLink.Seconds(scenario.Options, slot, user, share)).Sum();
}
