using System.Globalization;

namespace EdgeAigc.Experiments.Study.Report;

/// <summary>Horizontal bars with error bars on a logarithmic axis, because regrets span two orders of magnitude.</summary>
internal static class BarChart
{
    private const int Width = 860, Left = 190, Right = 90, Row = 23;

    /// <param name="title">What is shown.</param>
    /// <param name="unit">Of the values.</param>
    /// <param name="bars">Name, place of the policy in the study, value.</param>
    public static string Draw(string title, string unit, IReadOnlyList<(string Name, int Index, Estimate Value)> bars)
    {
        var positive = bars.Where(bar => bar.Value.Mean > 0).ToArray();
        if (positive.Length == 0)
            return "";
        var (low, high) = (Math.Pow(10, Math.Floor(Math.Log10(positive.Min(bar => bar.Value.Mean)))), positive.Max(bar => bar.Value.Interval.High) * 1.1);
        double X(double value) => Left + ((Width - Left - Right) * Math.Log(Math.Clamp(value, low, high) / low) / Math.Log(high / low));
        var (svg, foot) = (new Svg(Width, (bars.Count * Row) + 44, title), bars.Count * Row);
        foreach (var tick in Ticks(low, high))
        {
            svg.Line(X(tick), 0, X(tick), foot, "class='grid'");
            svg.Text(X(tick), foot + 16, "middle", tick.ToString("G3", CultureInfo.InvariantCulture), "class='soft'");
        }

        for (var place = 0; place < bars.Count; place++)
        {
            var ((name, index, value), middle) = (bars[place], (place * Row) + (Row / 2.0));
            svg.Text(Left - 8, middle + 4, "end", name);
            svg.Bar(Left, middle - 7, X(value.Mean) - Left, 14, Svg.Colour(index));
            svg.Line(X(value.Interval.Low), middle, X(value.Interval.High), middle, "class='error'");
            svg.Text(X(value.Interval.High) + 6, middle + 4, "start", value.Text("F2"));
        }

        svg.Text(Left + ((Width - Left - Right) / 2.0), foot + 36, "middle", unit, "class='soft'");
        return svg.ToString();
    }

    private static IEnumerable<double> Ticks(double low, double high)
    {
        for (var decade = low; decade <= high; decade *= 10)
        {
            foreach (var part in (double[])[1, 2, 5])
            {
                if (decade * part <= high)
                    yield return decade * part;
            }
        }
    }
}
