using System.Collections.Immutable;
using EdgeAigc.Contracts.Calibration;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Diffusion.Calibration;

namespace EdgeAigc.Grains.Nodes;

/// <summary>Translates between the wire records of calibration and the engine's types.</summary>
internal static class CalibrationMapping
{
    public static CalibrationSettings ToSettings(CalibrationRequest request) => new()
    {
        Prompts = request.Prompts is { } prompts ? [.. prompts] : null,
        Repetitions = request.Repetitions,
        Quick = request.Quick,
    };

    public static CalibrationEvent ToEvent(CalibrationProgress progress) =>
        new CalibrationUnitDone(progress.Unit, progress.Units, progress.Description, progress.TimeLeft);

    public static CalibrationEvent ToEvent(CalibrationOutcome outcome, string node) => outcome.Completed
        ? ToCompleted(outcome.Curves, outcome, node)
        : new CalibrationFailed(JobMapping.ToCode(outcome.Fault.Code), outcome.Fault.Message);

    public static CalibrationFailed ToDefect(Exception exception) => new(
        FailureCodes.Internal, $"{exception.GetType().Name}: {exception.Message} (a defect; please report it)");

    private static CalibrationCompleted ToCompleted(ModelCurves curves, CalibrationOutcome outcome, string node) => new()
    {
        Model = curves.Model,
        Node = node,
        Device = curves.Machine.Device,
        Latency = ToSummary(curves.Latency),
        Levels = ToLevels(curves.Quality),
        ResidentBytes = curves.ResidentBytes,
        Files = [.. outcome.Files],
        FileProblem = outcome.FileProblem,
    };

    /// <summary>Curves that were measured before.</summary>
    public static MeasuredModel ToMeasured(ModelCurves curves) =>
        new(curves.Machine.Device, curves.MeasuredAt, ToSummary(curves.Latency), ToLevels(curves.Quality), curves.ResidentBytes);

    private static ImmutableArray<QualityLevel> ToLevels(MeasuredQuality quality) => [.. quality.Levels.Zip(quality.Isotonic, (level, point) => new QualityLevel(
        level.Steps, point.Quality, level.MeanSsim, level.MeanTotalVariation, level.FrechetDistance))];

    private static LatencySummary ToSummary(MeasuredLatency latency) => new(
        latency.Fit.SecondsPerImage,
        latency.Fit.SecondsPerStep,
        latency.Fit.MaxRelativeResidual,
        latency.FixedSeconds,
        latency.Step[^1].Images);
}
