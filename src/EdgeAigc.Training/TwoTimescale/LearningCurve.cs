using System.Globalization;
using ScottPlot;

namespace EdgeAigc.Training.TwoTimescale;

/// <summary>Writes a learning curve as a table and as a picture.</summary>
internal static class LearningCurve
{
    private const int Width = 800;
    private const int Height = 400;

    public static void Write(string pathWithoutExtension, string title, string unit, string value, IReadOnlyList<EpisodeResult> curve)
    {
        File.WriteAllLines(pathWithoutExtension + ".csv", [
            "episode,gain,critic_loss",
            .. curve.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.Episode},{point.Gain:G6},{point.CriticLoss:G6}"))]);
        using var plot = new Plot();
        var line = plot.Add.Scatter(curve.Select(point => (double)point.Episode).ToArray(), curve.Select(point => point.Gain).ToArray());
        line.MarkerSize = 0;
        plot.Title(title);
        plot.XLabel(unit);
        plot.YLabel(value);
        plot.SavePng(pathWithoutExtension + ".png", Width, Height);
    }

    /// <summary>Gains of a written curve.</summary>
    public static double[] ReadGains(string path) =>
        [.. File.ReadLines(path).Skip(1).Select(line => double.Parse(line.Split(',')[1], CultureInfo.InvariantCulture))];
}
