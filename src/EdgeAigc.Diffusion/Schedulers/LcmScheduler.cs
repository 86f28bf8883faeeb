namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>Multistep sampling of latent consistency models: Luo et al., arXiv 2310.04378, algorithm 3. Each step tells the
/// picture at once and noises it again to the next level, except the last, whose latents are the picture. The boundary
/// condition f = c_skip·x + c_out·x₀ is the paper's with σ_data = 0.5 and scaled timesteps. Levels are ᾱ.</summary>
internal sealed class LcmScheduler : AlphaBarScheduler
{
    private const float DataVariance = 0.25f;

    private readonly int? _originalSteps;
    private readonly float _timestepScaling;

    public LcmScheduler(SchedulerConfig config, PredictionType prediction)
        : base(config, prediction, clips: false)
    {
        _originalSteps = config.Consistency.OriginalSteps;
        _timestepScaling = (float)config.Consistency.TimestepScaling;
    }

    /// <inheritdoc/>
    public override int MaxSteps => _originalSteps ?? AlphaBars.Length;

    /// <inheritdoc/>
    public override NoiseSchedule CreateSchedule(int steps)
    {
        var timesteps = ConsistencyTimesteps.Pick(AlphaBars.Length, _originalSteps, steps);
        return Schedule(timesteps, [.. timesteps.Skip(1).Select(t => AlphaBars[t]), 1f]) with
        {
            NoiseDraws = [.. Enumerable.Range(1, steps).Select(done => done < steps)],
        };
    }

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
        var bound = Bounds.Of(ScalesOf(schedule.Levels[evaluation]), Prediction, sample, prediction, memory);
        Denoise(schedule, evaluation, bound, sample, prediction, destination);
        if (!schedule.DrawsNoise(evaluation))
            return;
        var next = ScalesOf(schedule.NextLevels[evaluation]);
        for (var i = 0; i < destination.Length; i++)
            destination[i] = (next.Signal * destination[i]) + (next.Deviation * noise[i]);
    }

    /// <inheritdoc/>
    /// <remarks>With the boundary condition: after the last evaluation it is what <see cref="Step"/> gives.</remarks>
    public override void Denoised(
        NoiseSchedule schedule,
        int evaluation,
        ReadOnlySpan<float> sample,
        ReadOnlySpan<float> prediction,
        Span<float> destination) =>
        Denoise(schedule, evaluation, new(float.PositiveInfinity, 1f), sample, prediction, destination);

    private void Denoise(
        NoiseSchedule schedule,
        int evaluation,
        PictureBound bound,
        ReadOnlySpan<float> sample,
        ReadOnlySpan<float> prediction,
        Span<float> destination)
    {
        var scales = ScalesOf(schedule.Levels[evaluation]);
        var time = schedule.Timesteps[evaluation] * _timestepScaling;
        var sampleScale = DataVariance / ((time * time) + DataVariance);
        var pictureScale = time / MathF.Sqrt((time * time) + DataVariance);
        for (var i = 0; i < destination.Length; i++)
        {
            var picture = bound.Apply(scales.Picture(Prediction, sample[i], prediction[i]));
            destination[i] = (pictureScale * picture) + (sampleScale * sample[i]);
        }
    }
}
