namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>What the samplers share whose latents are x = √ᾱ·x₀ + √(1−ᾱ)·ε. The network takes them as they are.</summary>
internal abstract class VariancePreservingScheduler(PredictionType prediction, PictureBounds bounds) : INoiseScheduler
{
    /// <inheritdoc/>
    public virtual int MinSteps => 1;

    /// <inheritdoc/>
    public abstract int MaxSteps { get; }

    /// <summary>What the network predicts.</summary>
    protected PredictionType Prediction { get; } = prediction;

    /// <summary>How predicted pictures are bounded.</summary>
    protected PictureBounds Bounds { get; } = bounds;

    /// <inheritdoc/>
    public abstract NoiseSchedule CreateSchedule(int steps);

    /// <inheritdoc/>
    public virtual SchedulerMemory CreateMemory(int length) =>
        Bounds.NeedsScratch ? new(length, needsScratch: true) : SchedulerMemory.None;

    /// <inheritdoc/>
    public void ScaleModelInput(NoiseSchedule schedule, int evaluation, ReadOnlySpan<float> sample, Span<float> destination) =>
        sample.CopyTo(destination);

    /// <inheritdoc/>
    public abstract void Step(
        NoiseSchedule schedule,
        int evaluation,
        SchedulerMemory memory,
        ReadOnlySpan<float> sample,
        ReadOnlySpan<float> prediction,
        ReadOnlySpan<float> noise,
        Span<float> destination);

    /// <inheritdoc/>
    public virtual void Denoised(
        NoiseSchedule schedule,
        int evaluation,
        ReadOnlySpan<float> sample,
        ReadOnlySpan<float> prediction,
        Span<float> destination)
    {
        var scales = ScalesOf(schedule.Levels[evaluation]);
        for (var i = 0; i < destination.Length; i++)
            destination[i] = scales.Picture(Prediction, sample[i], prediction[i]);
    }

    /// <inheritdoc/>
    public void AddNoise(
        NoiseSchedule schedule,
        int evaluation,
        ReadOnlySpan<float> original,
        ReadOnlySpan<float> noise,
        Span<float> destination)
    {
        var scales = ScalesOf(schedule.Levels[evaluation]);
        for (var i = 0; i < destination.Length; i++)
            destination[i] = (scales.Signal * original[i]) + (scales.Deviation * noise[i]);
    }

    /// <summary>Reads a level of the schedule.</summary>
    protected abstract NoiseScales ScalesOf(float level);
}
