using System.Globalization;

namespace EdgeAigc.Experiments.Study.Report;

/// <summary>Lines with bands over the steps of a training.</summary>
internal static class CurveChart
{
    private const int Width = 860, Left = 70, Right = 130, Top = 12, Height = 260;
    private const int Ticks = 5;

    public static string Draw(string title, string xUnit, string yUnit, IReadOnlyList<(string Name, int Index, Estimate[] Points)> lines)
    {
        var length = lines.Max(line => line.Points.Length);
        var intervals = lines.SelectMany(line => line.Points).Select(point => point.Interval).ToArray();
        var axis = new Axis(Top, Height, intervals.Min(interval => interval.Low), intervals.Max(interval => interval.High));
        var svg = new Svg(Width, Top + Height + 48, title);
        double X(double step) => Left + ((Width - Left - Right) * step / Math.Max(1, length - 1));
        axis.Draw(svg, Left, Width - Right, yUnit);
        for (var tick = 0; tick <= Ticks; tick++)
        {
            var step = Math.Round((length - 1) * tick / (double)Ticks);
            svg.Text(X(step), Top + Height + 18, "middle", step.ToString(CultureInfo.InvariantCulture), "class='soft'");
        }

        for (var i = 0; i < lines.Count; i++)
        {
            var (name, index, points) = lines[i];
            var steps = Enumerable.Range(0, points.Length);
            svg.Band(steps.Select(step => (X(step), axis.At(points[step].Interval.High))).Concat(steps.Reverse().Select(step => (X(step), axis.At(points[step].Interval.Low)))), Svg.Colour(index));
            svg.Path(steps.Select(step => (X(step), axis.At(points[step].Mean))), $"stroke='{Svg.Colour(index)}' stroke-width='1.6'");
            svg.Mark(Width - Right + 20, Top + 12 + (20 * i), index, isHollow: false);
            svg.Text(Width - Right + 30, Top + 16 + (20 * i), "start", name);
        }

        svg.Text((Left + Width - Right) / 2.0, Top + Height + 40, "middle", xUnit);
        return svg.ToString();
    }
}
