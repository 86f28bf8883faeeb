using System.Globalization;
using System.Text;

namespace EdgeAigc.Training.TwoTimescale.Study;

/// <summary>Charts as SVG text.</summary>
internal static class SvgChart
{
    private const int Width = 760;
    private static readonly string[] Colours = ["#4269d0", "#efb118", "#3ca951", "#ff725c"];

    /// <summary>Horizontal bars with error bars on a logarithmic axis, because regrets span two orders of magnitude.</summary>
    public static string Bars(string unit, IReadOnlyList<(string Name, double Value, double HalfWidth)> bars)
    {
        const int left = 210, row = 22, right = 80;
        var positive = bars.Where(bar => bar.Value > 0).ToArray();
        var (low, high) = (Math.Pow(10, Math.Floor(Math.Log10(positive.Min(bar => bar.Value)))), positive.Max(bar => bar.Value + bar.HalfWidth) * 1.1);
        double X(double value) => left + ((Width - left - right) * Math.Log(Math.Clamp(value, low, high) / low) / Math.Log(high / low));
        var svg = Begin((bars.Count * row) + 40);
        for (var decade = low; decade <= high; decade *= 10)
        {
            Line(svg, X(decade), 0, X(decade), bars.Count * row, "#ddd");
            Text(svg, X(decade), (bars.Count * row) + 14, "middle", decade.ToString("G3", CultureInfo.InvariantCulture));
        }

        for (var i = 0; i < bars.Count; i++)
        {
            var ((name, value, half), middle) = (bars[i], (i * row) + (row / 2));
            Text(svg, left - 6, middle + 4, "end", name);
            svg.Append(CultureInfo.InvariantCulture, $"<rect x='{left}' y='{middle - 7}' width='{Math.Max(0, X(value) - left):F1}' height='14' fill='{Colours[name.StartsWith("market", StringComparison.Ordinal) ? 2 : name.StartsWith("t2drl", StringComparison.Ordinal) ? 0 : 1]}'/>");
            Line(svg, X(value - half), middle, X(value + half), middle, "#222");
            Text(svg, X(value + half) + 5, middle + 4, "start", value.ToString("F2", CultureInfo.InvariantCulture));
        }

        Text(svg, Width / 2, (bars.Count * row) + 32, "middle", unit);
        return svg.Append("</svg>").ToString();
    }

    /// <summary>Lines with bands.</summary>
    public static string Lines(string xUnit, string yUnit, IReadOnlyList<(string Name, double[] Mean, double[] HalfWidth)> lines)
    {
        const int left = 70, top = 10, height = 260, right = 130;
        var points = lines.Max(line => line.Mean.Length);
        var low = lines.Min(line => line.Mean.Zip(line.HalfWidth, (mean, half) => mean - half).Min());
        var high = lines.Max(line => line.Mean.Zip(line.HalfWidth, (mean, half) => mean + half).Max());
        double X(double index) => left + ((Width - left - right) * index / Math.Max(1, points - 1));
        double Y(double value) => top + (height * (high - value) / (high - low));
        string Point(double index, double value) => string.Create(CultureInfo.InvariantCulture, $"{X(index):F1},{Y(value):F1} ");
        var svg = Begin(top + height + 50);
        for (var tick = 0; tick <= 4; tick++)
        {
            var value = low + ((high - low) * tick / 4);
            Line(svg, left, Y(value), Width - right, Y(value), "#ddd");
            Text(svg, left - 6, Y(value) + 4, "end", value.ToString("G2", CultureInfo.InvariantCulture));
            Text(svg, X((points - 1) * tick / 4.0), top + height + 16, "middle", ((points - 1) * tick / 4).ToString(CultureInfo.InvariantCulture));
        }

        for (var i = 0; i < lines.Count; i++)
        {
            var (name, mean, half) = lines[i];
            var band = new StringBuilder();
            for (var x = 0; x < mean.Length; x++)
                band.Append(Point(x, mean[x] + half[x]));
            for (var x = mean.Length - 1; x >= 0; x--)
                band.Append(Point(x, mean[x] - half[x]));
            svg.Append(CultureInfo.InvariantCulture, $"<polygon points='{band}' fill='{Colours[i]}' opacity='0.18'/><polyline points='{string.Concat(mean.Select((value, x) => Point(x, value)))}' fill='none' stroke='{Colours[i]}' stroke-width='1.5'/>");
            Line(svg, Width - right + 10, top + 12 + (20 * i), Width - right + 30, top + 12 + (20 * i), Colours[i]);
            Text(svg, Width - right + 34, top + 16 + (20 * i), "start", name);
        }

        Text(svg, (left + Width - right) / 2.0, top + height + 36, "middle", xUnit);
        svg.Append(CultureInfo.InvariantCulture, $"<text transform='translate(14,{top + (height / 2)}) rotate(-90)' text-anchor='middle'>{yUnit}</text>");
        return svg.Append("</svg>").ToString();
    }

    private static StringBuilder Begin(int height) =>
        new(FormattableString.Invariant($"<svg viewBox='0 0 {Width} {height}' width='{Width}' role='img' font-family='sans-serif' font-size='12'>"));

    private static void Line(StringBuilder svg, double x1, double y1, double x2, double y2, string colour) =>
        svg.Append(CultureInfo.InvariantCulture, $"<line x1='{x1:F1}' y1='{y1:F1}' x2='{x2:F1}' y2='{y2:F1}' stroke='{colour}' stroke-width='1.5'/>");

    private static void Text(StringBuilder svg, double x, double y, string anchor, string text) =>
        svg.Append(CultureInfo.InvariantCulture, $"<text x='{x:F1}' y='{y:F1}' text-anchor='{anchor}'>{text}</text>");
}
