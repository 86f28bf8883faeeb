using System.Numerics;
using System.Runtime.InteropServices;

namespace EdgeAigc.Core.Learned;

/// <summary>y = W·x + b.</summary>
internal sealed class DenseLayer
{
    private readonly float[] _weights;
    private readonly float[] _bias;

    public DenseLayer(PolicyTensor weights, PolicyTensor bias)
    {
        if (weights.Shape is not [var rows, var columns] || bias.Shape is not [var length] || length != rows || columns == 0)
            throw new InvalidDataException($"A layer has weights [{string.Join(", ", weights.Shape)}] and a bias [{string.Join(", ", bias.Shape)}].");
        (_weights, _bias, Inputs, Outputs) = (weights.Values, bias.Values, columns, rows);
    }

    public int Inputs { get; }

    public int Outputs { get; }

    public void Forward(ReadOnlySpan<float> input, Span<float> output)
    {
        Begin(output);
        Add(input, 0, output);
    }

    /// <summary>y = b.</summary>
    public void Begin(Span<float> output) => _bias.CopyTo(output);

    /// <summary>y += W[:, column…]·x: inputs that come in parts are added part by part.</summary>
    public void Add(ReadOnlySpan<float> input, int column, Span<float> output)
    {
        for (var row = 0; row < Outputs; row++)
            output[row] += Dot(_weights.AsSpan((row * Inputs) + column, input.Length), input);
    }

    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var wideA = MemoryMarshal.Cast<float, Vector<float>>(a);
        var wideB = MemoryMarshal.Cast<float, Vector<float>>(b);
        var sums = Vector<float>.Zero;
        for (var i = 0; i < wideA.Length; i++)
            sums += wideA[i] * wideB[i];
        var sum = Vector.Sum(sums);
        for (var i = wideA.Length * Vector<float>.Count; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
