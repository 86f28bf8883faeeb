using EdgeAigc.Core.Learned;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EdgeAigc.Training.TwoTimescale.Networks;

/// <summary>Dense layers with Mish between them and none after the last: the twin of the exported perceptron.</summary>
internal sealed class Mlp : IDisposable
{
    private readonly Parameter[] _weights;
    private readonly Parameter[] _biases;

    /// <summary>Draws weights and biases uniformly within ±1/√inputs from torch's generator.</summary>
    public Mlp(params int[] sizes)
    {
        Parameter Draw(int inputs, params long[] shape) => nn.Parameter(((rand(shape) * 2) - 1) / Math.Sqrt(inputs));
        using var scope = NewDisposeScope();
        _weights = [.. sizes.Skip(1).Select((outputs, i) => Draw(sizes[i], outputs, sizes[i]))];
        _biases = [.. sizes.Skip(1).Select((outputs, i) => Draw(sizes[i], outputs))];
        foreach (var parameter in Parameters)
            parameter.DetachFromDisposeScope();
    }

    public IEnumerable<Parameter> Parameters => _weights.Concat(_biases);

    public Tensor Forward(Tensor input) => Rest(nn.functional.linear(input, _weights[0], _biases[0]));

    /// <summary>Contribution of the first columns of the input to layer 0, which is the same in all steps of a chain.</summary>
    public Tensor Begin(Tensor input) => nn.functional.linear(input, _weights[0][TensorIndex.Colon, TensorIndex.Slice(0, input.shape[^1])], _biases[0]);

    /// <summary>The outputs, given what <see cref="Begin"/> gave and the other columns.</summary>
    public Tensor Forward(Tensor known, Tensor input) =>
        Rest(known + nn.functional.linear(input, _weights[0][TensorIndex.Colon, TensorIndex.Slice(_weights[0].shape[1] - input.shape[^1])]));

    public void Export(PolicyWeights policy, string prefix)
    {
        for (var i = 0; i < _weights.Length; i++)
        {
            policy.Tensors.Add($"{prefix}.{i}.weight", Copy(_weights[i]));
            policy.Tensors.Add($"{prefix}.{i}.bias", Copy(_biases[i]));
        }
    }

    public void Dispose()
    {
        foreach (var parameter in Parameters)
            parameter.Dispose();
    }

    private Tensor Rest(Tensor hidden)
    {
        for (var i = 1; i < _weights.Length; i++)
            hidden = nn.functional.linear(nn.functional.mish(hidden), _weights[i], _biases[i]);
        return hidden;
    }

    private static PolicyTensor Copy(Parameter parameter) => new([.. parameter.shape.Select(length => (int)length)], [.. parameter.detach().data<float>()]);
}
