using EdgeAigc.Core.Learned;

namespace EdgeAigc.UnitTests.Learned;

public sealed class ForwardTests
{
    [Fact]
    public void Perceptron_IsTheFormula()
    {
        var actor = Actors.Create(Policies.Perceptron());
        var action = new float[1];

        actor.Act([0.5f, 2], [], action);

        static double Mish(double x) => x * Math.Tanh(Math.Log(1 + Math.Exp(x)));
        Assert.Equal(Math.Tanh((0.5 * Mish(0.5)) + (2 * Mish(1 - 2)) - 0.25), action[0], 1e-6);
    }

    [Fact]
    public void DiffusionSchedule_LastStep_IsTheGuessItself()
    {
        var schedule = new DiffusionSchedule(5);
        Assert.Equal(1, schedule.GuessFactors[0], 1e-6);
        Assert.Equal(0, schedule.SampleFactors[0], 1e-6);
        Assert.Equal(0, schedule.NoiseFactors[0], 1e-6);
    }

    // A sample of step n that was made from a clean action by the forward process, moved back with that action as the guess, is distributed
    // like a sample of step n − 1: the factors of mean and variance say so.
    [Theory]
    [InlineData(5)]
    [InlineData(12)]
    public void DiffusionSchedule_Posterior_LeadsBackAlongTheForwardProcess(int steps)
    {
        var schedule = new DiffusionSchedule(steps);
        var kept = 1.0;
        for (var n = 1; n <= steps; n++)
        {
            var beta = 1 - Math.Exp((-0.1 / steps) - (9.9 * ((2 * n) - 1) / (2.0 * steps * steps)));
            var (before, now) = (kept, kept * (1 - beta));
            Assert.Equal(Math.Sqrt(before), schedule.GuessFactors[n - 1] + (schedule.SampleFactors[n - 1] * Math.Sqrt(now)), 1e-6);
            Assert.Equal(1 - before, Math.Pow(schedule.SampleFactors[n - 1], 2) * (1 - now) + Math.Pow(schedule.NoiseFactors[n - 1], 2), 1e-6);
            kept = now;
        }
    }

    [Fact]
    public void SharedActor_UsersInAnotherOrder_GetTheSameActions()
    {
        var random = new Random(1);
        PolicyTensor Draw(params int[] shape) => new(shape, [.. Enumerable.Range(0, shape.Aggregate((a, b) => a * b)).Select(_ => random.NextSingle() - 0.5f)]);
        var policy = new PolicyWeights(PolicyKinds.SharedActor) { Attributes = { ["users"] = "3" } };
        (policy.Tensors["encoder.0.weight"], policy.Tensors["encoder.0.bias"]) = (Draw(4, 2), Draw(4));
        (policy.Tensors["head.0.weight"], policy.Tensors["head.0.bias"]) = (Draw(2, 6), Draw(2));
        var actor = Actors.Create(policy);
        var (forward, backward) = (new float[6], new float[6]);

        actor.Act([1, 2, 3, 4, 5, 6], [], forward);
        actor.Act([5, 6, 3, 4, 1, 2], [], backward);

        Assert.Distinct(forward[..3]);
        for (var user = 0; user < 3; user++)
        {
            Assert.Equal(forward[user], backward[2 - user], 1e-6);
            Assert.Equal(forward[3 + user], backward[5 - user], 1e-6);
        }
    }
}
