namespace EdgeAigc.Experiments.Study.Report;

/// <summary>Lines with error bars over the values of a sweep, at equal distances, named at their ends.</summary>
internal static class SweepChart
{
    private const int Width = 860, Left = 70, Right = 170, Top = 12, Height = 340;
    private const double Dodge = 3.5, LabelGap = 14;

    /// <param name="title">What is shown.</param>
    /// <param name="sweep">Name of what varies.</param>
    /// <param name="values">Its values.</param>
    /// <param name="unit">Of the measure.</param>
    /// <param name="lines">Name, place of the policy in the study, an estimate for each value, and whether it needs a caveat.</param>
    public static string Draw(
        string title, string sweep, IReadOnlyList<string> values, string unit, IReadOnlyList<(string Name, int Index, (Estimate Value, bool IsHollow)[] Points)> lines)
    {
        var known = lines.SelectMany(line => line.Points).Where(point => point.Value.IsKnown).Select(point => point.Value.Interval).ToArray();
        if (known.Length == 0)
            return "";
        var svg = new Svg(Width, Top + Height + 48, title);
        var axis = new Axis(Top, Height, known.Min(interval => interval.Low), known.Max(interval => interval.High));
        double X(double place) => Left + ((Width - Left - Right) * (place + 0.5) / values.Count);
        axis.Draw(svg, Left, Width - Right, unit);
        for (var place = 0; place < values.Count; place++)
            svg.Text(X(place), Top + Height + 18, "middle", values[place], "class='soft'");
        svg.Text((Left + Width - Right) / 2.0, Top + Height + 40, "middle", sweep);

        List<(string Name, int Index, double X, double Y)> ends = [];
        for (var i = 0; i < lines.Count; i++)
        {
            var offset = (i - ((lines.Count - 1) / 2.0)) * Dodge;
            var (name, index, points) = lines[i];
            var places = Enumerable.Range(0, points.Length).Where(place => points[place].Value.IsKnown).ToArray();
            svg.Path(places.Select(place => (X(place) + offset, axis.At(points[place].Value.Mean))), $"stroke='{Svg.Colour(index)}' stroke-width='1.6' opacity='0.75'");
            foreach (var place in places)
            {
                var (x, (low, high)) = (X(place) + offset, points[place].Value.Interval);
                svg.Line(x, axis.At(low), x, axis.At(high), $"stroke='{Svg.Colour(index)}' stroke-width='1.4'");
                svg.Mark(x, axis.At(points[place].Value.Mean), index, points[place].IsHollow);
            }

            if (places.Length > 0)
                ends.Add((name, index, X(places[^1]) + offset, axis.At(points[places[^1]].Value.Mean)));
        }

        Label(svg, ends);
        return svg.ToString();
    }

    private static void Label(Svg svg, List<(string Name, int Index, double X, double Y)> ends)
    {
        var heights = Axis.Spread([.. ends.Select(end => end.Y)], LabelGap, Top, Top + Height);
        for (var i = 0; i < ends.Count; i++)
        {
            var (name, index, x, y) = ends[i];
            svg.Path([(x + 6, y), (Width - Right + 6, heights[i]), (Width - Right + 14, heights[i])], $"stroke='{Svg.Colour(index)}' stroke-width='0.8' opacity='0.6'");
            svg.Mark(Width - Right + 20, heights[i], index, isHollow: false);
            svg.Text(Width - Right + 30, heights[i] + 4, "start", name);
        }
    }
}
