using EdgeAigc.Simulation.Learned;
using EdgeAigc.Simulation.PaperScenario;
using EdgeAigc.Training.TwoTimescale.Networks;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Tests.TwoTimescale;

public sealed class TensorAmenderTests
{
    [Theory]
    [InlineData(ScenarioPresets.Paper, 0.5)]
    [InlineData(ScenarioPresets.Contended, 1.5)]
    public void Execute_IsWhatTheAmenderDecidesUpToWholeSteps(string preset, double temperature)
    {
        random.manual_seed(1);
        var scenario = new Scenario(ScenarioPresets.Load(preset));
        var users = scenario.Options.Users;
        var (amender, tensors) = (new ScenarioAmender(scenario, temperature), new TensorAmender(scenario, temperature));
        var unit = scenario.Models.Max(model => model.BestLevel);
        var (steps, shares, scarce) = (new int[users], new double[users], 0);
        foreach (var slot in TraceGenerator.Frames(scenario, 1, 5).SelectMany(frame => frame.Slots))
        {
            using var scope = NewDisposeScope();
            var cache = scenario.MaximalSets[slot.Models[0]];
            var action = (rand(2 * users) * 2) - 1;
            amender.Amend(slot, cache, action.data<float>().ToArray(), steps, shares);
            var caps = Enumerable.Range(0, users).Select(user => (float)amender.Cap(slot, cache, user)).ToArray();
            var executed = tensors.Execute(action.unsqueeze(0), tensor(caps).unsqueeze(0)).data<float>().ToArray();

            for (var user = 0; user < users; user++)
            {
                Assert.InRange(steps[user], (executed[user] * unit) - 1.001, (executed[user] * unit) + 1.001);
                Assert.Equal(Math.Log(shares[user] * users), executed[users + user], 1e-5);
            }

            Assert.Equal((int)Math.Floor((executed.Take(users).Sum() * unit) + 1e-3), steps.Sum());
            new SlotOutcome(scenario).Evaluate(slot, cache, steps, shares);
            scarce += steps.Sum() == scenario.Options.StepBudget ? 1 : 0;
        }

        // Random actions want half of the best levels, which the budget of neither preset covers in every slot.
        Assert.InRange(scarce, 1, 49);
    }
}
