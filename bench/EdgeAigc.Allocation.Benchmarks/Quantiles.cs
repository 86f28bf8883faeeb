namespace EdgeAigc.Allocation.Benchmarks;

/// <summary>Order statistics of a sample.</summary>
internal sealed class Quantiles(IEnumerable<double> values)
{
    private readonly double[] _sorted = [.. values.Order()];

    public double Mean => _sorted.Average();

    public double Max => _sorted[^1];

    public double At(double share) => _sorted[(int)(share * (_sorted.Length - 1))];
}
