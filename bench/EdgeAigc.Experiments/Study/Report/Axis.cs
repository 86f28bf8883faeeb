namespace EdgeAigc.Experiments.Study.Report;

/// <summary>A vertical axis with round ticks.</summary>
internal sealed class Axis
{
    private const int Intervals = 5;

    private readonly double _top;
    private readonly double _height;
    private readonly double _low;
    private readonly double _high;

    /// <summary>An axis from the least to the greatest value, and a little more.</summary>
    public Axis(double top, double height, double low, double high)
    {
        var margin = 0.04 * (high > low ? high - low : Math.Max(1, Math.Abs(high)));
        (_top, _height, _low, _high) = (top, height, low - margin, high + margin);
    }

    /// <summary>Height on the page.</summary>
    public double At(double value) => _top + (_height * (_high - value) / (_high - _low));

    /// <summary>Values at 1, 2 or 5 times a power of ten.</summary>
    public IEnumerable<double> Ticks()
    {
        var rough = (_high - _low) / Intervals;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * ((rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 });
        for (var tick = Math.Ceiling(_low / step); tick * step <= _high; tick++)
            yield return (tick * step) + 0.0;
    }

    /// <summary>Draws ticks, lines and the unit.</summary>
    public void Draw(Svg svg, double left, double right, string unit)
    {
        foreach (var tick in Ticks())
        {
            svg.Line(left, At(tick), right, At(tick), "class='grid'");
            svg.Text(left - 7, At(tick) + 4, "end", Math.Round(tick, 10).ToString("G4", System.Globalization.CultureInfo.InvariantCulture), "class='soft'");
        }

        svg.TurnedText(14, _top + (_height / 2), unit);
    }

    /// <summary>Heights near the wanted ones, at least a gap apart, in the same order, between two limits as far as there is room.</summary>
    public static double[] Spread(IReadOnlyList<double> wanted, double gap, double least, double most)
    {
        double Within(double start, int count) => Math.Max(least, Math.Min(start, most - ((count - 1) * gap)));
        var order = Enumerable.Range(0, wanted.Count).OrderBy(index => wanted[index]).ToArray();
        var placed = new double[wanted.Count];
        // Groups that touch move as one, about the mean of what their members want.
        List<(int First, int Count, double Start)> groups = [];
        for (var place = 0; place < order.Length; place++)
        {
            groups.Add((place, 1, Within(wanted[order[place]], 1)));
            while (groups.Count > 1 && groups[^2].Start + (groups[^2].Count * gap) > groups[^1].Start)
            {
                var (first, count) = (groups[^2].First, groups[^2].Count + groups[^1].Count);
                var start = Enumerable.Range(0, count).Average(offset => wanted[order[first + offset]] - (offset * gap));
                groups.RemoveRange(groups.Count - 2, 2);
                groups.Add((first, count, Within(start, count)));
            }
        }

        foreach (var (first, count, start) in groups)
        {
            for (var offset = 0; offset < count; offset++)
                placed[order[first + offset]] = start + (offset * gap);
        }

        return placed;
    }
}
