using MathNet.Numerics;

namespace EdgeAigc.Core.Curves;

/// <summary>The line g(X) = a·X + b through measured step times, a and b at least 0, by ordinary least squares.</summary>
/// <param name="SecondsPerImage">a: what one more image in the batch adds to a step, in seconds.</param>
/// <param name="SecondsPerStep">b: what a step costs whatever its batch, in seconds.</param>
/// <param name="MaxRelativeResidual">Largest |fitted − measured| / measured over the points.</param>
/// <param name="RmsResidualSeconds">Root of the mean square of fitted − measured, in seconds.</param>
public sealed record LatencyFit(double SecondsPerImage, double SecondsPerStep, double MaxRelativeResidual, double RmsResidualSeconds)
{
    /// <summary>Fitted time of one denoising step, in seconds.</summary>
    /// <param name="images">Images in the batch.</param>
    public double At(double images) => (SecondsPerImage * images) + SecondsPerStep;

    /// <summary>Fits the line. One point alone gives a line through the origin.</summary>
    /// <param name="points">At least one point, each batch size once.</param>
    internal static LatencyFit Of(IReadOnlyList<LatencyPoint> points)
    {
        var (slope, intercept) = Coefficients(points);
        var line = new LatencyFit(slope, intercept, 0, 0);
        return line with
        {
            MaxRelativeResidual = points.Max(point => Math.Abs(line.At(point.Images) - point.Seconds) / point.Seconds),
            RmsResidualSeconds = Math.Sqrt(points.Average(point => Math.Pow(line.At(point.Images) - point.Seconds, 2))),
        };
    }

    // The sum of squares is convex: when its minimum has a negative coefficient, the minimum over the quadrant lies on
    // the axis where that coefficient is 0. Both cannot be negative, because times are positive.
    private static (double Slope, double Intercept) Coefficients(IReadOnlyList<LatencyPoint> points)
    {
        var images = points.Select(point => (double)point.Images).ToArray();
        var seconds = points.Select(point => point.Seconds).ToArray();
        if (points.Count == 1)
            return (seconds[0] / images[0], 0);

        var (intercept, slope) = Fit.Line(images, seconds);
        if (intercept < 0)
            return (Fit.LineThroughOrigin(images, seconds), 0);
        return slope < 0 ? (0, seconds.Average()) : (slope, intercept);
    }
}
