using MathNet.Numerics.Distributions;

namespace EdgeAigc.Core.Workload;

/// <summary>What is expected of a model on a node: its rate is gamma distributed, so the count of a period is negative binomial.</summary>
/// <param name="Shape">Shape of the gamma distribution.</param>
/// <param name="Seconds">Its inverse scale in seconds.</param>
public readonly record struct DemandForecast(double Shape, double Seconds)
{
    private const int MaxQuantile = 1 << 30;

    /// <summary>Mean in requests per second.</summary>
    public double RequestsPerSecond => Shape / Seconds;

    /// <summary>Variance of the count of a period.</summary>
    public double Variance(double periodSeconds)
    {
        var mean = RequestsPerSecond * periodSeconds;
        return mean * (1 + (periodSeconds / Seconds));
    }

    /// <summary>The smallest count that a period stays within with at least the given probability.</summary>
    /// <param name="probability">Between 0 and 1, both excluded.</param>
    /// <param name="periodSeconds">Length of the period, above 0.</param>
    public int Quantile(double probability, double periodSeconds)
    {
        if (!(probability is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A quantile's probability lies between 0 and 1.");
        if (!(periodSeconds > 0))
            throw new ArgumentOutOfRangeException(nameof(periodSeconds), periodSeconds, "A period is longer than 0 s.");
        var counts = new NegativeBinomial(Shape, Seconds / (Seconds + periodSeconds));
        var (low, high) = (-1, 1);
        while (counts.CumulativeDistribution(high) < probability && high < MaxQuantile)
            (low, high) = (high, high * 2);
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = counts.CumulativeDistribution(middle) < probability ? (middle, high) : (low, middle);
        }

        return high;
    }
}
