namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>Euler's method: Karras et al., arXiv 2206.00364, algorithm 2 without churn.</summary>
internal sealed class EulerScheduler(SchedulerConfig config, PredictionType prediction, TimestepSpacing spacing)
    : SigmaScheduler(config, prediction, spacing)
{
    /// <inheritdoc/>
    public override void Step(
        NoiseSchedule schedule,
        int evaluation,
        SchedulerMemory memory,
        ReadOnlySpan<float> sample,
        ReadOnlySpan<float> prediction,
        ReadOnlySpan<float> noise,
        Span<float> destination) =>
        EulerStep(
            schedule, evaluation, schedule.NextLevels[evaluation] - schedule.Levels[evaluation], sample, prediction, destination);
}
