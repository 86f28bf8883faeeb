using System.Globalization;
using EdgeAigc.Simulation.Study;

namespace EdgeAigc.Experiments.Study.Report;

/// <summary>A mean over seeds with the half width of its 95 % interval; not a number where there are fewer than two seeds.</summary>
internal readonly record struct Estimate(double Mean, double HalfWidth)
{
    public static Estimate Of(IEnumerable<double?> values)
    {
        double[] known = [.. values.OfType<double>()];
        if (known.Length < 2)
            return new(known.Length == 1 ? known[0] : double.NaN, double.NaN);
        var (mean, half) = PairedTest.MeanWithInterval(known);
        return new(mean, half);
    }

    public bool IsKnown => !double.IsNaN(Mean);

    /// <summary>The interval, of no width where there is none.</summary>
    public (double Low, double High) Interval => double.IsNaN(HalfWidth) ? (Mean, Mean) : (Mean - HalfWidth, Mean + HalfWidth);

    public string Text(string format, bool withInterval = false) => !IsKnown ? "–"
        : Mean.ToString(format, CultureInfo.InvariantCulture) + (withInterval && !double.IsNaN(HalfWidth) ? " ± " + HalfWidth.ToString(format, CultureInfo.InvariantCulture) : "");
}
