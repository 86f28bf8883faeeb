namespace EdgeAigc.Core.Learned;

/// <summary>Dense layers with Mish between them and none after the last. Keeps its working memory, so it is not for several threads at once.</summary>
internal sealed class Perceptron
{
    private readonly DenseLayer[] _layers;
    private readonly float[][] _outputs;

    /// <summary>Takes the layers <c>prefix.0.weight</c>, <c>prefix.0.bias</c>, <c>prefix.1.weight</c>, … as far as there are any.</summary>
    public Perceptron(PolicyWeights policy, string prefix)
    {
        List<DenseLayer> layers = [];
        while (layers.Count == 0 || policy.Tensors.ContainsKey($"{prefix}.{layers.Count}.weight"))
        {
            var layer = new DenseLayer(policy.Tensor($"{prefix}.{layers.Count}.weight"), policy.Tensor($"{prefix}.{layers.Count}.bias"));
            if (layers.Count > 0 && layers[^1].Outputs != layer.Inputs)
                throw new InvalidDataException($"Layer {layers.Count} of '{prefix}' takes {layer.Inputs} inputs; the one before it gives {layers[^1].Outputs}.");
            layers.Add(layer);
        }

        _layers = [.. layers];
        _outputs = [.. layers.Select(layer => new float[layer.Outputs])];
    }

    public int Inputs => _layers[0].Inputs;

    public int Outputs => _layers[^1].Outputs;

    /// <summary>The outputs, valid until the next call.</summary>
    public Span<float> Forward(ReadOnlySpan<float> input)
    {
        _layers[0].Forward(input, _outputs[0]);
        return Rest();
    }

    /// <summary>The outputs for an input in two parts, of which the first one's contribution to layer 0 is known.</summary>
    /// <param name="known">What <see cref="Begin"/> gave.</param>
    /// <param name="input">The other part.</param>
    public Span<float> Forward(ReadOnlySpan<float> known, ReadOnlySpan<float> input)
    {
        known.CopyTo(_outputs[0]);
        _layers[0].Add(input, _layers[0].Inputs - input.Length, _outputs[0]);
        return Rest();
    }

    /// <summary>Contribution of the first part of an input to layer 0.</summary>
    public float[] Begin(ReadOnlySpan<float> input)
    {
        var sums = new float[_layers[0].Outputs];
        _layers[0].Begin(sums);
        _layers[0].Add(input, 0, sums);
        return sums;
    }

    private Span<float> Rest()
    {
        for (var i = 1; i < _layers.Length; i++)
        {
            Activation.Mish(_outputs[i - 1]);
            _layers[i].Forward(_outputs[i - 1], _outputs[i]);
        }

        return _outputs[^1];
    }
}
