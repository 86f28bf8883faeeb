using EdgeAigc.Core.Allocation;
using EdgeAigc.Core.Learned;
using EdgeAigc.Simulation.Exact;
using EdgeAigc.Simulation.PaperScenario;
using EdgeAigc.Simulation.Policies;

namespace EdgeAigc.UnitTests.Simulation;

public sealed class ExactSlotPolicyTests
{
    [Fact]
    public void Decide_IsNoWorseThanAnyStepsWithAnySharesOfAGrid()
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var scenario = Scenarios.Tiny(seed);
            var slot = Scenarios.RandomSlot(scenario, seed);
            var cache = scenario.MaximalSets[seed % scenario.MaximalSets.Count];
            var solved = Scenarios.Evaluate(scenario, new ExactSlotPolicy(scenario), slot, cache);

            var best = BruteForce(scenario, slot, cache);

            Assert.InRange(solved, best, best + 0.02);
        }
    }

    // With no bandwidth to share, what is left of a slot is a problem that the market of Core solves too.
    [Theory]
    [InlineData(ScenarioPresets.Paper)]
    [InlineData(ScenarioPresets.Contended)]
    public void Decide_GivesTheStepsTheValueThatTheMarketProves(string preset)
    {
        var scenario = new Scenario(ScenarioPresets.Load(preset));
        var market = SlotAllocators.Create(SlotAllocatorNames.Market, new(), TimeProvider.System);
        var exact = new ExactSlotPolicy(scenario);
        var random = new Random(5);
        var (steps, shares, proven) = (new int[scenario.Options.Users], new double[scenario.Options.Users], 0);
        foreach (var slot in TraceGenerator.Frames(scenario, 6, 6).SelectMany(frame => frame.Slots))
        {
            var cache = scenario.MaximalSets[random.Next(scenario.MaximalSets.Count)];
            exact.Decide(slot, cache, steps, shares);
            var gain = steps.Select((level, user) => scenario.Models[slot.Models[user]].Gains[level]).Sum();

            var answer = market.Allocate(ToProblem(scenario, slot, cache));

            Assert.InRange(gain, answer.TotalUtility - 1e-9, answer.UpperBound + 1e-9);
            proven += answer.RelativeGap < 1e-9 ? 1 : 0;
        }

        Assert.True(proven > 40, $"Only {proven} of 60 slots are proven.");
    }

    [Fact]
    public void Decide_BeatsTheGeneticSearchAndEqualShares()
    {
        var scenario = new Scenario(ScenarioPresets.Load(ScenarioPresets.Contended));
        var (exact, genetic) = (new ExactSlotPolicy(scenario), new GeneticSearch(scenario, 1));
        foreach (var slot in TraceGenerator.Frames(scenario, 8, 1)[0].Slots)
        {
            var value = Scenarios.Evaluate(scenario, exact, slot, scenario.MaximalSets[^1]);
            Assert.True(value >= Scenarios.Evaluate(scenario, genetic, slot, scenario.MaximalSets[^1]));
            Assert.True(value > Scenarios.Evaluate(scenario, new EqualShares(scenario), slot, scenario.MaximalSets[^1]));
        }
    }

    private static double BruteForce(Scenario scenario, Slot slot, ModelSet cache)
    {
        var outcome = new SlotOutcome(scenario);
        int Most(int user) => cache.Contains(slot.Models[user]) ? scenario.Models[slot.Models[user]].MaxSteps : 0;
        var best = double.NegativeInfinity;
        for (var a = 0; a <= Most(0); a++)
        {
            for (var b = 0; b <= Most(1); b++)
            {
                for (var c = 0; c <= Most(2) && a + b + c <= scenario.Options.StepBudget; c++)
                {
                    for (var first = 0.05; first < 0.95; first += 0.05)
                    {
                        for (var second = 0.05; first + second < 0.99; second += 0.05)
                            best = Math.Max(best, outcome.Evaluate(slot, cache, [a, b, c], [first, second, 1 - first - second]));
                    }
                }
            }
        }

        return best;
    }

    private static SlotProblem ToProblem(Scenario scenario, Slot slot, ModelSet cache) => new()
    {
        EgressBitsPerSecond = 1,
        ComputeSeconds = scenario.Options.StepBudget,
        Requests =
        [
            .. slot.Models.Where(cache.Contains).Select((model, index) => new SlotRequest
            {
                Id = index.ToString(System.Globalization.CultureInfo.InvariantCulture),
                StepSeconds = 1,
                // Utilities are gains over no steps, so that doing nothing is worth 0.
                Quality = [.. scenario.Models[model].UsefulLevels.Select(level => new StepQuality(level, scenario.Models[model].Gains[level]))],
            }).Where(request => request.Quality.Count > 0),
        ],
    };
}
