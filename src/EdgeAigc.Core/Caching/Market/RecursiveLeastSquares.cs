namespace EdgeAigc.Core.Caching.Market;

/// <summary>Ridge regression that takes one observation at a time: after each it holds the exact minimiser of
/// Σ (y − wᵀx)² + ridge·|w|² (Sherman–Morrison update of the inverse).</summary>
internal sealed class RecursiveLeastSquares
{
    private readonly int _size;
    private readonly double[] _inverse;
    private readonly double[] _weights;
    private readonly double[] _gain;

    public RecursiveLeastSquares(int size, double ridge)
    {
        (_size, _inverse, _weights, _gain) = (size, new double[size * size], new double[size], new double[size]);
        for (var index = 0; index < size; index++)
            _inverse[(index * size) + index] = 1 / ridge;
    }

    public double Predict(ReadOnlySpan<double> features)
    {
        var sum = 0.0;
        for (var index = 0; index < features.Length; index++)
            sum += _weights[index] * features[index];
        return sum;
    }

    public void Learn(ReadOnlySpan<double> features, double outcome)
    {
        var scale = 1.0;
        for (var row = 0; row < _size; row++)
        {
            var line = _inverse.AsSpan(row * _size, _size);
            var sum = 0.0;
            for (var column = 0; column < line.Length; column++)
                sum += line[column] * features[column];
            _gain[row] = sum;
            scale += sum * features[row];
        }

        var error = (outcome - Predict(features)) / scale;
        for (var row = 0; row < _size; row++)
        {
            _weights[row] += _gain[row] * error;
            var line = _inverse.AsSpan(row * _size, _size);
            var factor = _gain[row] / scale;
            for (var column = 0; column < line.Length; column++)
                line[column] -= factor * _gain[column];
        }
    }
}
