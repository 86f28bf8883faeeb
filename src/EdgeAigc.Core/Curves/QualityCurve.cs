namespace EdgeAigc.Core.Curves;

/// <summary>
/// What an image gains from its denoising steps: Q(L) in [0, 1], non-decreasing, 1 at the reference. Measured scores are
/// noisy and may fall with more steps; isotonic regression takes the nearest curve that does not, and a division by its last
/// value normalises it. Straight between the measured levels.
/// </summary>
public sealed class QualityCurve
{
    private readonly QualityPoint[] _points;

    private QualityCurve(QualityPoint[] points) => _points = points;

    /// <summary>The measured levels in ascending order; the last one is the reference.</summary>
    public IReadOnlyList<QualityPoint> Points => _points;

    /// <summary>Steps of the reference run, from which on Q is 1.</summary>
    public int ReferenceSteps => _points[^1].Steps;

    /// <summary>Makes the curve out of scores.</summary>
    /// <param name="levels">Denoising steps, ascending, from 1; the last level is the reference.</param>
    /// <param name="scores">A finite score for each level; more is better. A score below 0 counts as no quality.</param>
    /// <exception cref="ArgumentException">There is no level, the lengths differ, the levels do not ascend, a score is not
    /// finite, or the reference's is not above 0.</exception>
    public static QualityCurve FromScores(IReadOnlyList<int> levels, IReadOnlyList<double> scores)
    {
        ArgumentNullException.ThrowIfNull(levels);
        ArgumentNullException.ThrowIfNull(scores);
        if (levels.Count == 0 || levels.Count != scores.Count)
            throw new ArgumentException($"{levels.Count} levels have {scores.Count} scores.", nameof(scores));
        for (var i = 0; i < levels.Count; i++)
        {
            if (levels[i] <= (i == 0 ? 0 : levels[i - 1]))
                throw new ArgumentException($"Level {i} is {levels[i]}; levels ascend from 1.", nameof(levels));
            if (!double.IsFinite(scores[i]))
                throw new ArgumentException($"The score of {levels[i]} steps is {scores[i]}.", nameof(scores));
        }

        var monotone = IsotonicRegression.Fit([.. scores]);
        var full = monotone[^1];
        if (full <= 0)
            throw new ArgumentException($"The reference scores {full} after regression; it must be above 0.", nameof(scores));
        return new([.. levels.Select((steps, i) => new QualityPoint(steps, scores[i], Math.Clamp(monotone[i] / full, 0, 1)))]);
    }

    /// <summary>Q(L). Below the first level it falls straight to 0 at no steps; from the reference on it is 1.</summary>
    /// <param name="steps">Denoising steps, at least 0.</param>
    public double At(double steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        if (steps >= ReferenceSteps)
            return 1;
        var right = 0;
        while (_points[right].Steps <= steps)
            right++;
        var from = right == 0 ? default : _points[right - 1];
        var to = _points[right];
        return from.Quality + ((to.Quality - from.Quality) * (steps - from.Steps) / (to.Steps - from.Steps));
    }
}
