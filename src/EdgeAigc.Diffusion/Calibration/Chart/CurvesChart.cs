using System.Globalization;
using EdgeAigc.Core.Curves;
using ScottPlot;
using ScottPlot.MultiplotLayouts;
using SkiaSharp;

namespace EdgeAigc.Diffusion.Calibration.Chart;

/// <summary>Draws a model's curves for people: latency on the left, quality on the right.</summary>
internal static class CurvesChart
{
    /// <summary>Name of the picture in the model's folder.</summary>
    public const string Name = "curves.png";

    /// <summary>Width in pixels.</summary>
    public const int Width = 1200;

    /// <summary>Height in pixels.</summary>
    public const int Height = 500;

    private const double Milliseconds = 1000;

    /// <summary>Writes the picture, whole or not at all.</summary>
    /// <returns>Full path of the file.</returns>
    public static string Write(string folder, ModelCurves curves) => WholeFile.Write(Path.Combine(folder, Name), Draw(curves));

    /// <summary>Draws the picture as a PNG file.</summary>
    public static byte[] Draw(ModelCurves curves)
    {
        var charts = new Multiplot { Layout = new Columns() };
        charts.AddPlots(2);
        DrawLatency(charts.GetPlot(0), curves);
        DrawQuality(charts.GetPlot(1), curves);
        using var surface = SKSurface.Create(new SKImageInfo(Width, Height));
        charts.Render(surface);
        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    private static void DrawLatency(Plot plot, ModelCurves curves)
    {
        var points = curves.Latency.Step;
        var fit = curves.Latency.Fit;
        double[] images = [.. points.Select(point => (double)point.Images)];
        AddMarkers(plot, images, points.Select(point => point.Seconds * Milliseconds), "measured step");
        double[] ends = [0, images[^1]];
        var formula = FormattableString.Invariant($"fit: {fit.SecondsPerImage * Milliseconds:G3} X + {fit.SecondsPerStep * Milliseconds:G3}");
        var line = AddLine(plot, ends, ends.Select(x => fit.At(x) * Milliseconds), formula);
        line.LinePattern = LinePattern.Dashed;
        AddLine(plot, images, points.Select(point => point.Seconds / point.Images * Milliseconds), "step per image").MarkerSize = 5;

        Label(plot, $"{curves.Model}: one denoising step on {curves.Machine.Device}", "images in the batch, X", "milliseconds");
        plot.Axes.AutoScale();
        plot.Axes.SetLimits(left: 0, bottom: 0);
        plot.ShowLegend(Alignment.UpperLeft);
    }

    private static void DrawQuality(Plot plot, ModelCurves curves)
    {
        var points = curves.Quality.Curve.Points;
        double[] levels = [.. points.Select(point => Position(point.Steps))];
        AddMarkers(plot, levels, points.Select(point => point.Score), "measured SSIM, mean");
        AddLine(plot, levels, points.Select(point => point.Quality), "Q(L), isotonic");
        double[] steps = [.. Enumerable.Range(1, curves.Settings.ReferenceSteps).Select(step => (double)step)];
        var pieces = AddLine(plot, [.. steps.Select(Position)], steps.Select(curves.Quality.ThreePieceSsim.At), "three pieces");
        pieces.LinePattern = LinePattern.Dashed;

        var title = FormattableString.Invariant($"quality against {curves.Settings.ReferenceSteps} steps, guidance {curves.Settings.Guidance}");
        Label(plot, title, "denoising steps, L", "structural similarity");
        plot.Axes.Bottom.SetTicks(levels, [.. points.Select(Tick)]);
        plot.Axes.AutoScale();
        plot.Axes.SetLimitsY(Math.Min(0, points.Min(point => point.Score)), 1.05);
        plot.ShowLegend(Alignment.LowerRight);
    }

    // What steps buy shows at few of them.
    private static double Position(double steps) => Math.Log2(steps);

    private static string Tick(QualityPoint point) => point.Steps.ToString(CultureInfo.InvariantCulture);

    private static void AddMarkers(Plot plot, double[] x, IEnumerable<double> y, string legend)
    {
        var markers = plot.Add.ScatterPoints(x, [.. y]);
        markers.LegendText = legend;
        markers.MarkerSize = 8;
    }

    private static ScottPlot.Plottables.Scatter AddLine(Plot plot, double[] x, IEnumerable<double> y, string legend)
    {
        var line = plot.Add.ScatterLine(x, [.. y]);
        line.LegendText = legend;
        line.LineWidth = 1.5f;
        return line;
    }

    private static void Label(Plot plot, string title, string x, string y)
    {
        plot.Title(title, size: 15);
        plot.XLabel(x);
        plot.YLabel(y);
        ChartFont.Use(plot);
    }
}
