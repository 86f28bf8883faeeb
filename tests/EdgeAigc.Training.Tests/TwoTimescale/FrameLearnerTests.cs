using EdgeAigc.Core.Learned;
using EdgeAigc.Simulation.PaperScenario;
using EdgeAigc.Training.TwoTimescale;

namespace EdgeAigc.Training.Tests.TwoTimescale;

public sealed class FrameLearnerTests
{
    private static readonly Scenario Paper = new(ScenarioPresets.Load(ScenarioPresets.Paper));

    [Theory]
    [InlineData(MethodSettings.Plain, 0.0, 1.0)]
    [InlineData(MethodSettings.Plain, 0.5, 2.0)]
    public void Update_OfAConstantReward_LearnsItsDiscountedSum(string method, double discount, double value)
    {
        TorchSharp.torch.random.manual_seed(1);
        using var learner = new FrameLearner(Paper, new() { Method = method, FrameDiscount = discount, TargetRate = 0.05 });
        var chance = new System.Random(1);
        for (var row = 0; row < 500; row++)
            Add(learner, row % Paper.MaximalSets.Count, 1);
        for (var update = 0; update < 500; update++)
            learner.Update(chance);

        var values = new ActionValues(learner.Export());
        var learned = new float[values.Count];
        values.Evaluate(State(learner), learned);

        Assert.All(learned, number => Assert.Equal(value, number, 0.1));
    }

    [Theory]
    [InlineData(MethodSettings.Plain)]
    [InlineData(MethodSettings.Shared)]
    public void Best_IsTheSetWhoseModelsPay(string method)
    {
        TorchSharp.torch.random.manual_seed(1);
        using var learner = new FrameLearner(Paper, new() { Method = method });
        var worth = Enumerable.Range(0, Paper.Models.Count).Select(model => model is 1 or 7 ? 1.0 : 0.1).ToArray();
        double Reward(int action) => worth.Where((_, model) => Paper.MaximalSets[action].Contains(model)).Sum();
        var chance = new System.Random(1);
        for (var row = 0; row < 1000; row++)
        {
            var action = chance.Next(Paper.MaximalSets.Count);
            Add(learner, action, (float)Reward(action));
        }

        for (var update = 0; update < 600; update++)
            learner.Update(chance);

        var best = Enumerable.Range(0, Paper.MaximalSets.Count).Max(Reward);
        Assert.InRange(Reward(learner.Best(State(learner))), best - 0.15, best);
    }

    // One-hot marks of the models stand where the real state has them; the rest is 0.
    private static float[] State(FrameLearner learner)
    {
        var features = new EdgeAigc.Simulation.Learned.FrameFeatures(Paper, learner.PerModel);
        var state = new float[features.Size];
        features.Write(new(0, [], default), state);
        return state;
    }

    private static void Add(FrameLearner learner, int action, float reward)
    {
        State(learner).CopyTo(learner.Replay.Next(FrameLearner.State));
        learner.Replay.Next(FrameLearner.Action)[0] = action;
        learner.Replay.Next(FrameLearner.Reward)[0] = reward;
        learner.Replay.Commit();
    }
}
