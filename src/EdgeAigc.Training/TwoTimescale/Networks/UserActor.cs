using System.Globalization;
using EdgeAigc.Core.Learned;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EdgeAigc.Training.TwoTimescale.Networks;

/// <summary>One small network acts for every user, with the mean over users as context. Not published; ours.</summary>
internal sealed class UserActor(int users, int features, int hidden) : IActorNetwork
{
    private const int Outputs = 2;
    private readonly Mlp _encoder = new(features, hidden);
    private readonly Mlp _head = new(features + hidden, hidden, hidden, Outputs);

    public IEnumerable<Parameter> Parameters => _encoder.Parameters.Concat(_head.Parameters);

    public int NoiseSize => 0;

    public (Tensor Actions, Tensor Saturation) Act(Tensor states, Tensor noise)
    {
        var rows = states.shape[0];
        var each = states.view(rows, users, features);
        var context = nn.functional.mish(_encoder.Forward(each)).mean([1], keepdim: true).expand(rows, users, hidden);
        var raw = _head.Forward(cat([each, context], 2));
        return (raw.tanh().permute(0, 2, 1).reshape(rows, Outputs * users), raw.square().mean());
    }

    public PolicyWeights Export()
    {
        var policy = new PolicyWeights(PolicyKinds.SharedActor);
        policy.Attributes["users"] = users.ToString(CultureInfo.InvariantCulture);
        _encoder.Export(policy, "encoder");
        _head.Export(policy, "head");
        return policy;
    }

    public void Dispose()
    {
        _encoder.Dispose();
        _head.Dispose();
    }
}
