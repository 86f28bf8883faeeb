using System.Text.Json.Serialization;
using EdgeAigc.Core.Curves;

namespace EdgeAigc.Diffusion.Calibration;

/// <summary>The measured scores and the curves that follow from them.</summary>
public sealed class MeasuredQuality
{
    /// <summary>Scores of each level, ascending; the last one is the reference.</summary>
    public required IReadOnlyList<LevelScores> Levels { get; init; }

    /// <summary>Q(L): mean structural similarity, made monotone and normalised.</summary>
    public IReadOnlyList<QualityPoint> Isotonic => Curve.Points;

    /// <summary>The published three pieces through the mean structural similarity.</summary>
    public ThreePieceFit ThreePieceSsim => field ??= FitMeans(level => level.MeanSsim);

    /// <summary>The published three pieces through the mean total variation, the metric of the published study.</summary>
    public ThreePieceFit ThreePieceTotalVariation => field ??= FitMeans(level => level.MeanTotalVariation);

    /// <summary>The curve that planning uses.</summary>
    [JsonIgnore]
    public QualityCurve Curve => field ??= QualityCurve.FromScores(
        [.. Levels.Select(level => level.Steps)], [.. Levels.Select(level => level.MeanSsim)]);

    private ThreePieceFit FitMeans(Func<LevelScores, double> mean) =>
        ThreePieceFit.Of([.. Levels.Select(level => level.Steps)], [.. Levels.Select(mean)]);
}
