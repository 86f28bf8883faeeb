namespace EdgeAigc.Core.Curves;

/// <summary>The weighted mean around each sample with the window of Wang et al. (2004): 11 × 11, Gaussian, deviation 1.5, sum 1.
/// Only windows that lie wholly inside the plane are used. Being separable, it runs along rows and then along columns.</summary>
internal static class GaussianWindow
{
    /// <summary>Samples along a side of the window.</summary>
    public const int Side = 11;

    private const double Deviation = 1.5;

    private static readonly double[] Weights = CreateWeights();

    /// <summary>Local means.</summary>
    /// <param name="plane">Samples row by row.</param>
    /// <param name="width">Samples in a row; at least <see cref="Side"/>, as are the rows.</param>
    /// <returns>(height − 10) rows of (width − 10) means.</returns>
    public static double[] Means(ReadOnlySpan<double> plane, int width)
    {
        var height = plane.Length / width;
        var (columns, rows) = (width - Side + 1, height - Side + 1);
        var along = new double[height * columns];
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var window = plane.Slice((row * width) + column, Side);
                var sum = 0.0;
                for (var tap = 0; tap < Side; tap++)
                    sum += Weights[tap] * window[tap];
                along[(row * columns) + column] = sum;
            }
        }

        var means = new double[rows * columns];
        for (var i = 0; i < means.Length; i++)
        {
            for (var tap = 0; tap < Side; tap++)
                means[i] += Weights[tap] * along[i + (tap * columns)];
        }

        return means;
    }

    private static double[] CreateWeights()
    {
        var weights = Enumerable.Range(0, Side).Select(tap => Math.Exp(-Math.Pow(tap - (Side / 2), 2) / (2 * Deviation * Deviation))).ToArray();
        var sum = weights.Sum();
        return Array.ConvertAll(weights, weight => weight / sum);
    }
}
