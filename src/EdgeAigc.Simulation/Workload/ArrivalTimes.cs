namespace EdgeAigc.Simulation.Workload;

/// <summary>
/// Times of requests: a renewal process whose gaps are hyperexponential with two phases of equal load (balanced means), which is Poisson at a
/// coefficient of variation of 1 and the same as bursts between quiet times above it (Kuczura, "The interrupted Poisson process as an
/// overflow process", 1973); and a day, by which its clock runs faster and slower.
/// </summary>
public sealed record ArrivalTimes
{
    private const double Exact = 1e-9;

    /// <summary>Mean rate in requests per second, above 0.</summary>
    public required double RequestsPerSecond { get; init; }

    /// <summary>Standard deviation of the gaps over their mean, at least 1, without the day's part.</summary>
    public double CoefficientOfVariation { get; init; } = 1;

    /// <summary>How far the rate swings above and below its mean within a day, in [0, 1).</summary>
    public double DailySwing { get; init; }

    /// <summary>Length of a day in seconds.</summary>
    public double DaySeconds { get; init; } = 86_400;

    /// <summary>The times until an end, ascending.</summary>
    /// <param name="seconds">The end.</param>
    /// <param name="random">Draws the gaps.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public IEnumerable<double> Until(double seconds, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (!(RequestsPerSecond > 0))
            throw new ArgumentException($"Requests come at {RequestsPerSecond} per second; a rate is above 0.");
        if (!(CoefficientOfVariation >= 1) || !(DailySwing is >= 0 and < 1))
            throw new ArgumentException($"The coefficient of variation is {CoefficientOfVariation} and the daily swing {DailySwing}; one is at least 1, the other from 0 to below 1.");
        return Times(seconds, random);
    }

    private IEnumerable<double> Times(double seconds, Random random)
    {
        // Time on a clock on which the rate is constant.
        var even = 0.0;
        while (true)
        {
            even += Gap(random);
            var time = DailySwing > 0 ? Warped(even) : even;
            if (time >= seconds)
                yield break;
            yield return time;
        }
    }

    // With probability p a gap has mean 1/(2pλ), else 1/(2(1 − p)λ); p = (1 + √((c² − 1)/(c² + 1)))/2 gives the variation c.
    private double Gap(Random random)
    {
        var squared = CoefficientOfVariation * CoefficientOfVariation;
        var often = (1 + Math.Sqrt((squared - 1) / (squared + 1))) / 2;
        var phase = random.NextDouble() < often ? often : 1 - often;
        return -Math.Log(1 - random.NextDouble()) / (2 * phase * RequestsPerSecond);
    }

    // Solves t − (swing · day / 2π)(cos(2πt / day) − 1) = even; the left side ascends, so bisection finds it.
    private double Warped(double even)
    {
        var width = DailySwing * DaySeconds / Math.PI;
        var (low, high) = (Math.Max(0, even - width), even + width);
        while (high - low > Exact * Math.Max(1, high))
        {
            var middle = (low + high) / 2;
            if (Even(middle) < even)
                low = middle;
            else
                high = middle;
        }

        return high;
    }

    private double Even(double time) => time - (DailySwing * DaySeconds / (2 * Math.PI) * (Math.Cos(2 * Math.PI * time / DaySeconds) - 1));
}
