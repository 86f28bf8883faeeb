namespace EdgeAigc.Simulation.Workload;

/// <summary>Draws ranks by Zipf's law: rank r, from 0, with probability proportional to (r + 1 + shift)^−exponent, where a shift flattens the head
/// (Mandelbrot).</summary>
public sealed class ZipfTable
{
    private readonly double[] _cumulative;

    /// <param name="ranks">Number of ranks, at least 1.</param>
    /// <param name="exponent">Exponent, at least 0.</param>
    /// <param name="shift">Shift, at least 0.</param>
    public ZipfTable(int ranks, double exponent, double shift = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ranks, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(exponent);
        ArgumentOutOfRangeException.ThrowIfNegative(shift);
        _cumulative = new double[ranks];
        var sum = 0.0;
        for (var rank = 0; rank < ranks; rank++)
            _cumulative[rank] = sum += Math.Pow(rank + 1 + shift, -exponent);
        for (var rank = 0; rank < ranks; rank++)
            _cumulative[rank] /= sum;
    }

    /// <summary>Probability of a rank.</summary>
    public double Probability(int rank) => _cumulative[rank] - (rank > 0 ? _cumulative[rank - 1] : 0);

    /// <summary>Draws a rank.</summary>
    public int Draw(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var place = Array.BinarySearch(_cumulative, random.NextDouble());
        return Math.Min(place < 0 ? ~place : place + 1, _cumulative.Length - 1);
    }
}
