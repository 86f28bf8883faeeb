namespace EdgeAigc.Core.Curves;

/// <summary>
/// SSIM: Wang, Bovik, Sheikh and Simoncelli, "Image Quality Assessment: From Error Visibility to Structural Similarity", 2004,
/// equation 13 with K1 = 0.01, K2 = 0.03 and the mean over all positions of the paper's Gaussian window. The paper looks at
/// luminance alone; here it is the mean of the three colours, so that a blue heart is not a good red one.
/// </summary>
public static class StructuralSimilarity
{
    // Samples go from −1 to 1.
    private const double Range = 2;
    private const double C1 = 0.01 * Range * (0.01 * Range);
    private const double C2 = 0.03 * Range * (0.03 * Range);

    /// <summary>Similarity of two pictures of one size, each side at least 11 pixels; symmetric.</summary>
    /// <returns>From −1 to 1; 1 exactly for equal pictures.</returns>
    /// <exception cref="ArgumentException">The sizes differ, or a side is shorter than the window.</exception>
    public static double Between(PlanarPicture left, PlanarPicture right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if ((left.Width, left.Height) != (right.Width, right.Height))
            throw new ArgumentException($"{Size(left)} pixels cannot be compared with {Size(right)}.", nameof(right));
        if (Math.Min(left.Width, left.Height) < GaussianWindow.Side)
            throw new ArgumentException($"{Size(left)} pixels are fewer than the window of {GaussianWindow.Side} × {GaussianWindow.Side}.", nameof(left));

        return Enumerable.Range(0, PlanarPicture.Channels).Average(channel => OfPlanes(left, right, channel));
    }

    private static string Size(PlanarPicture picture) => $"{picture.Width} × {picture.Height}";

    private static double OfPlanes(PlanarPicture left, PlanarPicture right, int channel)
    {
        var (x, y) = (ToDouble(left.Plane(channel)), ToDouble(right.Plane(channel)));
        var (meanX, meanY) = (Means(x), Means(y));
        var (squareX, squareY, product) = (Means(Product(x, x)), Means(Product(y, y)), Means(Product(x, y)));
        var sum = 0.0;
        for (var i = 0; i < meanX.Length; i++)
        {
            var (mx, my) = (meanX[i], meanY[i]);
            var (varianceX, varianceY, covariance) = (squareX[i] - (mx * mx), squareY[i] - (my * my), product[i] - (mx * my));
            sum += ((2 * mx * my) + C1) * ((2 * covariance) + C2) / (((mx * mx) + (my * my) + C1) * (varianceX + varianceY + C2));
        }

        return sum / meanX.Length;

        double[] Means(double[] plane) => GaussianWindow.Means(plane, left.Width);
    }

    private static double[] ToDouble(ReadOnlySpan<float> plane)
    {
        var samples = new double[plane.Length];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = plane[i];
        return samples;
    }

    private static double[] Product(double[] x, double[] y)
    {
        var product = new double[x.Length];
        for (var i = 0; i < product.Length; i++)
            product[i] = x[i] * y[i];
        return product;
    }
}
