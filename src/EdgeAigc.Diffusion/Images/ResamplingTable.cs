namespace EdgeAigc.Diffusion.Images;

/// <summary>Which source pixels make a destination pixel along one axis, and with which weights. Pixel centres are aligned as in
/// Pillow: when a picture shrinks, the kernel is widened by the same factor, so that nothing is skipped.</summary>
internal sealed class ResamplingTable
{
    /// <summary>Bits behind the point of a weight. Sums of 8-bit values stay within 32 bits.</summary>
    public const int FractionBits = 22;

    private readonly int[] _starts;
    private readonly int[][] _weights;

    /// <param name="source">Source pixels along the axis.</param>
    /// <param name="destination">Destination pixels along the axis.</param>
    /// <param name="filter">The kernel.</param>
    public ResamplingTable(int source, int destination, ResamplingFilter filter)
    {
        _starts = new int[destination];
        _weights = new int[destination][];
        var scale = (double)source / destination;
        var stretch = Math.Max(1, scale);
        var reach = filter.Support * stretch;
        for (var i = 0; i < destination; i++)
        {
            var centre = (i + 0.5) * scale;
            var start = Math.Max(0, (int)(centre - reach + 0.5));
            var end = Math.Min(source, (int)(centre + reach + 0.5));
            var weights = new double[end - start];
            for (var k = 0; k < weights.Length; k++)
                weights[k] = filter.Weight((start + k + 0.5 - centre) / stretch);
            var sum = weights.Sum();
            _starts[i] = start;
            _weights[i] = Array.ConvertAll(weights, weight => (int)Math.Round(weight / sum * (1 << FractionBits), MidpointRounding.AwayFromZero));
        }
    }

    /// <summary>First source pixel of a destination pixel.</summary>
    public int Start(int destination) => _starts[destination];

    /// <summary>Weights of the source pixels from there on, in units of 2⁻²²; their sum is 1 but for rounding.</summary>
    public ReadOnlySpan<int> Weights(int destination) => _weights[destination];
}
