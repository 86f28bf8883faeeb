using EdgeAigc.Simulation.Exact;
using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.UnitTests.Simulation;

public sealed class StepKnapsackTests
{
    [Fact]
    public void Value_IsThatOfTheBestCombinationOfAllLevels()
    {
        var scarce = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            var scenario = Scenarios.Tiny(seed);
            var budget = seed % 25;
            var knapsack = new StepKnapsack(3, budget);
            ScenarioModel[] users = [.. Scenarios.RandomSlot(scenario, seed).Models.Select(model => scenario.Models[model])];
            foreach (var user in users)
                knapsack.Add(user);

            var best = double.NegativeInfinity;
            for (var a = 0; a <= users[0].MaxSteps; a++)
            {
                for (var b = 0; b <= users[1].MaxSteps; b++)
                {
                    for (var c = 0; c <= users[2].MaxSteps && a + b + c <= budget; c++)
                        best = Math.Max(best, users[0].Gains[a] + users[1].Gains[b] + users[2].Gains[c]);
                }
            }

            Assert.Equal(best, knapsack.Value, 1e-12);
            var levels = new int[3];
            knapsack.Read(levels);
            Assert.True(levels.Sum() <= budget);
            Assert.Equal(best, users.Select((user, i) => user.Gains[levels[i]]).Sum(), 1e-12);
            scarce += users.Sum(user => user.BestLevel) > budget ? 1 : 0;
        }

        Assert.InRange(scarce, 50, 199);
    }

    [Fact]
    public void Depth_SetBack_ForgetsTheLastUsers()
    {
        var scenario = Scenarios.Tiny();
        var knapsack = new StepKnapsack(3, 12);
        knapsack.Add(scenario.Models[0]);
        var before = knapsack.Value;
        knapsack.Add(scenario.Models[1]);
        Assert.NotEqual(before, knapsack.Value);
        knapsack.Depth = 1;
        Assert.Equal(before, knapsack.Value);
    }
}
