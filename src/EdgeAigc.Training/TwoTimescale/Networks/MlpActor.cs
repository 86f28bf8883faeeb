using EdgeAigc.Core.Learned;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EdgeAigc.Training.TwoTimescale.Networks;

/// <summary>The plain actor of DDPG.</summary>
internal sealed class MlpActor(int stateSize, int actionSize, int hidden) : IActorNetwork
{
    private readonly Mlp _network = new(stateSize, hidden, hidden, actionSize);

    public IEnumerable<Parameter> Parameters => _network.Parameters;

    public int NoiseSize => 0;

    public (Tensor Actions, Tensor Saturation) Act(Tensor states, Tensor noise)
    {
        var raw = _network.Forward(states);
        return (raw.tanh(), raw.square().mean());
    }

    public PolicyWeights Export()
    {
        var policy = new PolicyWeights(PolicyKinds.PerceptronActor);
        _network.Export(policy, "actor");
        return policy;
    }

    public void Dispose() => _network.Dispose();
}
