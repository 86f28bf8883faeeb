using System.Numerics;
using System.Runtime.InteropServices;

namespace EdgeAigc.Core.Caching.Market;

/// <summary>Ridge regression that takes one observation at a time: after each it holds the exact minimiser of
/// Σ (y − wᵀx)² + ridge·|w|² (Sherman–Morrison update of the inverse).</summary>
internal sealed class RecursiveLeastSquares
{
    private readonly int _size;

    // Rows are padded to whole vectors; the padding stays zero.
    private readonly int _stride;
    private readonly double[] _inverse;
    private readonly double[] _weights;
    private readonly double[] _gain;
    private readonly double[] _features;

    public RecursiveLeastSquares(int size, double ridge)
    {
        _size = size;
        _stride = (size + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;
        (_inverse, _weights, _gain, _features) = (new double[size * _stride], new double[_stride], new double[_stride], new double[_stride]);
        for (var index = 0; index < size; index++)
            _inverse[(index * _stride) + index] = 1 / ridge;
    }

    /// <summary>wᵀx.</summary>
    public double Predict(ReadOnlySpan<double> features)
    {
        Fill(features);
        return Dot(Vectors(_weights), Vectors(_features));
    }

    /// <summary>Takes in one observation.</summary>
    public void Learn(ReadOnlySpan<double> features, double outcome)
    {
        Fill(features);
        var vectors = Vectors(_features);
        var scale = 1.0;
        for (var row = 0; row < _size; row++)
        {
            _gain[row] = Dot(Row(row), vectors);
            scale += _gain[row] * _features[row];
        }

        var error = (outcome - Dot(Vectors(_weights), vectors)) / scale;
        var gain = Vectors(_gain);
        for (var row = 0; row < _size; row++)
        {
            _weights[row] += _gain[row] * error;
            var factor = new Vector<double>(-_gain[row] / scale);
            var line = Row(row);
            for (var index = 0; index < line.Length; index++)
                line[index] += factor * gain[index];
        }
    }

    private void Fill(ReadOnlySpan<double> features)
    {
        if (features.Length != _size)
            throw new ArgumentException($"There are {features.Length} features; the regression has {_size}.", nameof(features));
        features.CopyTo(_features);
    }

    private Span<Vector<double>> Row(int row) => Vectors(_inverse.AsSpan(row * _stride, _stride));

    private static Span<Vector<double>> Vectors(Span<double> values) => MemoryMarshal.Cast<double, Vector<double>>(values);

    private static double Dot(ReadOnlySpan<Vector<double>> left, ReadOnlySpan<Vector<double>> right)
    {
        var sum = Vector<double>.Zero;
        for (var index = 0; index < left.Length; index++)
            sum += left[index] * right[index];
        return Vector.Sum(sum);
    }
}
