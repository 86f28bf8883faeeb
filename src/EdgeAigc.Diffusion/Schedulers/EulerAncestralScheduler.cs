namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>Euler's method with ancestral noise: each step goes down to σ_down and noises up to the next level, with the
/// variance of the DDPM posterior (Song et al., arXiv 2011.13456, appendix F):
/// σ_up² = σ'²·(σ² − σ'²)/σ², σ_down² = σ'² − σ_up².</summary>
/// <remarks>diffusers' class knows neither Karras sigmas nor another last σ than 0, and so ignores their keys. It draws noise
/// in the last step too, and multiplies it by 0.</remarks>
internal sealed class EulerAncestralScheduler(SchedulerConfig config, PredictionType prediction, TimestepSpacing spacing)
    : SigmaScheduler(config with { UseKarrasSigmas = false, FinalSigmasType = "zero" }, prediction, spacing)
{
    /// <inheritdoc/>
    public override NoiseSchedule CreateSchedule(int steps) => base.CreateSchedule(steps) with
    {
        NoiseDraws = [.. Enumerable.Repeat(true, steps)],
    };

    /// <inheritdoc/>
    public override void Step(
        NoiseSchedule schedule,
        int evaluation,
        SchedulerMemory memory,
        ReadOnlySpan<float> sample,
        ReadOnlySpan<float> prediction,
        ReadOnlySpan<float> noise,
        Span<float> destination)
    {
        var (sigma, next) = (schedule.Levels[evaluation], schedule.NextLevels[evaluation]);
        var (variance, nextVariance) = (sigma * sigma, next * next);
        var up = MathF.Sqrt(nextVariance * (variance - nextVariance) / variance);
        var down = MathF.Sqrt(nextVariance - (up * up));
        EulerStep(schedule, evaluation, down - sigma, sample, prediction, destination);
        for (var i = 0; i < destination.Length; i++)
            destination[i] += noise[i] * up;
    }
}
