using EdgeAigc.Core.Curves;

namespace EdgeAigc.UnitTests.Curves;

public sealed class LatencyCurveTests
{
    [Theory]
    [InlineData(0.02, 0.1)]
    [InlineData(0.3, 0)]
    [InlineData(0, 0.5)]
    public void Fit_PointsOnALine_RecoversIt(double a, double b)
    {
        var curve = new LatencyCurve(((int[])[8, 1, 2, 16, 4]).Select(x => new LatencyPoint(x, (a * x) + b)));

        Assert.Equal(a, curve.Fit.SecondsPerImage, 1e-12);
        Assert.Equal(b, curve.Fit.SecondsPerStep, 1e-12);
        Assert.Equal(0, curve.Fit.MaxRelativeResidual, 1e-11);
        Assert.Equal(0, curve.Fit.RmsResidualSeconds, 1e-12);
        Assert.Equal([1, 2, 4, 8, 16], curve.Points.Select(point => point.Images));
    }

    [Fact]
    public void Fit_NoisyPoints_NoLineOfTheQuadrantFitsBetter()
    {
        var random = new Random(5);
        for (var round = 0; round < 200; round++)
        {
            var slope = random.NextDouble() - 0.3;
            LatencyPoint[] points = [.. ((int[])[1, 2, 4, 8]).Select(x => new LatencyPoint(x, Math.Max(0.01, (slope * x) + random.NextDouble())))];
            var fit = new LatencyCurve(points).Fit;

            Assert.True(fit is { SecondsPerImage: >= 0, SecondsPerStep: >= 0 });
            var least = SumOfSquares(points, fit.SecondsPerImage, fit.SecondsPerStep);
            for (var a = 0.0; a <= 2; a += 0.02)
            {
                for (var b = 0.0; b <= 2; b += 0.02)
                    Assert.True(least <= SumOfSquares(points, a, b) + 1e-12, $"{a}, {b} fits better than {fit}.");
            }
        }
    }

    [Fact]
    public void Fit_HandComputedPoints_GivesTheTextbookLineAndResiduals()
    {
        // Least squares of (1, 1), (2, 3), (3, 2): slope 1/2, intercept 1; residuals 1/2, −1, 1/2.
        var fit = new LatencyCurve([new(1, 1), new(2, 3), new(3, 2)]).Fit;

        Assert.Equal(0.5, fit.SecondsPerImage, 1e-12);
        Assert.Equal(1, fit.SecondsPerStep, 1e-12);
        Assert.Equal(0.5, fit.MaxRelativeResidual, 1e-12);
        Assert.Equal(Math.Sqrt(0.5), fit.RmsResidualSeconds, 1e-12);
    }

    [Fact]
    public void Interpolate_BetweenBelowAndBeyondThePoints_GoesThroughThem()
    {
        var curve = new LatencyCurve([new(1, 0.2), new(2, 0.2), new(4, 0.3), new(8, 0.7)]);

        Assert.All(curve.Points, point => Assert.Equal(point.Seconds, curve.Interpolate(point.Images), 1e-12));
        Assert.Equal(0, curve.Interpolate(0));
        Assert.Equal(0.1, curve.Interpolate(0.5), 1e-12);
        Assert.Equal(0.25, curve.Interpolate(3), 1e-12);
        Assert.Equal(0.6, curve.Interpolate(7), 1e-12);
        Assert.Equal(0.7 + (2 * curve.Fit.SecondsPerImage), curve.Interpolate(10), 1e-12);
    }

    [Fact]
    public void Fit_OnePoint_GoesThroughTheOrigin()
    {
        var curve = new LatencyCurve([new(2, 0.4)]);

        Assert.Equal(new LatencyFit(0.2, 0, 0, 0), curve.Fit);
        Assert.Equal(0.8, curve.Interpolate(4), 1e-12);
    }

    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(4, 0.0)]
    [InlineData(4, double.NaN)]
    [InlineData(1, 1.0)]
    public void Create_PointThatCannotBe_IsRefused(int images, double seconds) =>
        Assert.Throws<ArgumentException>(() => new LatencyCurve([new(1, 0.5), new(images, seconds)]));

    private static double SumOfSquares(LatencyPoint[] points, double a, double b) =>
        points.Sum(point => Math.Pow((a * point.Images) + b - point.Seconds, 2));
}
