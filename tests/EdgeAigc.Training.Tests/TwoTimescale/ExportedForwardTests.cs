using EdgeAigc.Core.Learned;
using EdgeAigc.Training.TwoTimescale.Networks;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Tests.TwoTimescale;

/// <summary>What is exported computes what was trained.</summary>
public sealed class ExportedForwardTests : IDisposable
{
    private const double Tolerance = 1e-5;
    private const int Rows = 50;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void PlainActor_EqualsTorch() => Check(new MlpActor(80, 20, 256));

    [Fact]
    public void DiffusionActor_EqualsTorch() => Check(new DenoisingActor(80, 20, 256, 5));

    [Fact]
    public void SharedActor_EqualsTorch() => Check(new UserActor(10, 8, 64));

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public void Values_EqualTorch(int items)
    {
        random.manual_seed(3);
        using var network = new Mlp(21, 128, 64, 7);
        var policy = new PolicyWeights(items == 1 ? PolicyKinds.ActionValues : PolicyKinds.SetValues) { Attributes = { ["items"] = items.ToString(System.Globalization.CultureInfo.InvariantCulture) } };
        network.Export(policy, "values");
        var values = new ActionValues(Reload(policy));
        using var state = randn(items, 21);
        using var expected = network.Forward(state);
        var actual = new float[values.Count];

        values.Evaluate(state.data<float>().ToArray(), actual);

        Assert.All(expected.data<float>().ToArray().Zip(actual), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
    }

    private void Check(IActorNetwork network)
    {
        random.manual_seed(5);
        using var scope = NewDisposeScope();
        using (network)
        {
            // Weights far from their start, so that tanh is used to its ends.
            using (no_grad())
            {
                foreach (var parameter in network.Parameters)
                    parameter.mul_(2);
            }

            var actor = Actors.Create(Reload(network.Export()));
            var (states, noise) = (randn(Rows, actor.StateSize), randn(Rows, actor.NoiseSize));
            var expected = network.Act(states, noise).Actions;
            Assert.True(expected.std().item<float>() > 0.1);
            var action = new float[actor.ActionSize];
            for (var row = 0; row < Rows; row++)
            {
                actor.Act(states[row].data<float>().ToArray(), noise[row].data<float>().ToArray(), action);
                Assert.All(expected[row].data<float>().ToArray().Zip(action), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
            }
        }
    }

    private PolicyWeights Reload(PolicyWeights policy)
    {
        policy.Save(_folder.File("test.policy"));
        return PolicyWeights.Load(_folder.File("test.policy"));
    }
}
