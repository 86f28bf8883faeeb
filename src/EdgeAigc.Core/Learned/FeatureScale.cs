using System.Globalization;

namespace EdgeAigc.Core.Learned;

/// <summary>Mean and standard deviation of a number that a learner is told, so that it is about 0 ± 1.</summary>
/// <param name="Mean">Mean.</param>
/// <param name="Deviation">Standard deviation, above 0.</param>
public readonly record struct FeatureScale(double Mean, double Deviation)
{
    // Networks go on straight where they saw nothing, and saturate.
    private const double MaxDeviations = 3;

    /// <summary>Scale of values; a constant one keeps its unit.</summary>
    public static FeatureScale Of(IEnumerable<double> values)
    {
        var all = values.ToArray();
        var mean = all.Average();
        var deviation = Math.Sqrt(all.Average(value => (value - mean) * (value - mean)));
        return new(mean, deviation > 1e-9 ? deviation : 1);
    }

    /// <summary>The number as the learner is told it.</summary>
    public float Apply(double value) => (float)((value - Mean) / Deviation);

    /// <summary>The number, or the nearest one that the training may have shown.</summary>
    public double Clamp(double value) => Math.Clamp(value, Mean - (MaxDeviations * Deviation), Mean + (MaxDeviations * Deviation));

    /// <summary>As text that <see cref="Parse"/> reads back to the bit.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Mean:R} {Deviation:R}");

    /// <summary>Reads two numbers.</summary>
    /// <exception cref="InvalidDataException">There are not two numbers, or the deviation is not above 0.</exception>
    internal static FeatureScale Parse(string text) => text.Split(' ') is [var mean, var deviation]
        && double.TryParse(mean, CultureInfo.InvariantCulture, out var first) && double.TryParse(deviation, CultureInfo.InvariantCulture, out var second)
        && double.IsFinite(first) && second > 0
        ? new(first, second)
        : throw new InvalidDataException($"'{text}' is no mean and deviation.");
}
