using MathNet.Numerics;

namespace EdgeAigc.Core.Curves;

/// <summary>
/// The published shape of quality over steps: flat at A2 until A1 steps, linear from there, flat at A4 from A3 steps on. Steps
/// are whole numbers, so every pair of breakpoints is tried; for a pair the two values are a linear least-squares problem,
/// and hence the result is the best there is.
/// </summary>
/// <param name="FlatUntilSteps">A1.</param>
/// <param name="ValueBefore">A2.</param>
/// <param name="FlatFromSteps">A3.</param>
/// <param name="ValueAfter">A4.</param>
/// <param name="RmsResidual">Root of the mean square of fitted − measured.</param>
public sealed record ThreePieceFit(int FlatUntilSteps, double ValueBefore, int FlatFromSteps, double ValueAfter, double RmsResidual)
{
    /// <summary>Value of the fit.</summary>
    /// <param name="steps">Denoising steps.</param>
    public double At(double steps) =>
        ValueBefore + ((ValueAfter - ValueBefore) * Share(steps, FlatUntilSteps, FlatFromSteps));

    /// <summary>Fits the three pieces. Of pairs that fit equally well, the one with the smallest A1 and then A3 is taken. A single
    /// level gives a constant.</summary>
    /// <param name="levels">Denoising steps, ascending.</param>
    /// <param name="values">A value for each level.</param>
    /// <exception cref="ArgumentException">There is no level, or the lengths differ.</exception>
    public static ThreePieceFit Of(IReadOnlyList<int> levels, IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(levels);
        ArgumentNullException.ThrowIfNull(values);
        if (levels.Count == 0 || levels.Count != values.Count)
            throw new ArgumentException($"{levels.Count} levels have {values.Count} values.", nameof(values));

        var best = new ThreePieceFit(levels[0], values.Average(), levels[0], values.Average(), double.PositiveInfinity);
        for (var until = levels[0]; until < levels[^1]; until++)
        {
            // A ramp that starts or ends beyond the levels could be told by their ends just as well.
            for (var from = until + 1; from <= levels[^1]; from++)
            {
                var fit = Of(levels, values, until, from);
                if (fit.RmsResidual < best.RmsResidual)
                    best = fit;
            }
        }

        return levels.Count == 1 ? best with { RmsResidual = 0 } : best;
    }

    // With w = share of the ramp that is done, the fit is A2 + (A4 − A2)·w: a straight line over w, which is 0 at the first
    // level and 1 at the last.
    private static ThreePieceFit Of(IReadOnlyList<int> levels, IReadOnlyList<double> values, int until, int from)
    {
        var shares = levels.Select(level => Share(level, until, from)).ToArray();
        var (intercept, slope) = Fit.Line(shares, [.. values]);
        var squares = shares.Select((share, i) => Math.Pow(intercept + (slope * share) - values[i], 2));
        return new(until, intercept, from, intercept + slope, Math.Sqrt(squares.Average()));
    }

    private static double Share(double steps, int until, int from) =>
        until == from ? (steps > until ? 1 : 0) : Math.Clamp((steps - until) / (from - until), 0, 1);
}
