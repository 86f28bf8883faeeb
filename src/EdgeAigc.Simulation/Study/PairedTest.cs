using MathNet.Numerics.Distributions;

namespace EdgeAigc.Simulation.Study;

/// <summary>Student's paired t test: whether two policies differ on the same seeds.</summary>
/// <param name="MeanDifference">Mean of first − second.</param>
/// <param name="HalfWidth">Half width of the 95 % confidence interval of the mean difference.</param>
/// <param name="PValue">Two-sided probability of a difference at least as large if there were none.</param>
public readonly record struct PairedTest(double MeanDifference, double HalfWidth, double PValue)
{
    /// <summary>Tests values of the same seeds in the same order.</summary>
    /// <exception cref="ArgumentException">There are fewer than two pairs.</exception>
    public static PairedTest Of(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Count != second.Count)
            throw new ArgumentException($"{first.Count} values cannot be paired with {second.Count}.", nameof(second));
        var (mean, halfWidth) = MeanWithInterval([.. first.Zip(second, (a, b) => a - b)]);
        if (halfWidth == 0)
            return new(mean, 0, mean == 0 ? 1 : 0);
        var freedom = first.Count - 1;
        var t = mean * Critical(freedom) / halfWidth;
        return new(mean, halfWidth, 2 * StudentT.CDF(0, 1, freedom, -Math.Abs(t)));
    }

    /// <summary>Mean and half width of its 95 % confidence interval.</summary>
    /// <exception cref="ArgumentException">There are fewer than two values.</exception>
    public static (double Mean, double HalfWidth) MeanWithInterval(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count < 2)
            throw new ArgumentException($"{values.Count} values have no confidence interval; two or more have.", nameof(values));
        var mean = values.Average();
        var variance = values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1);
        return (mean, Critical(values.Count - 1) * Math.Sqrt(variance / values.Count));
    }

    private static double Critical(int freedom) => StudentT.InvCDF(0, 1, freedom, 0.975);
}
