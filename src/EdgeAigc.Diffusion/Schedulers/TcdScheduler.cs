namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>Strategic stochastic sampling of trajectory consistency distillation: Zheng et al., arXiv 2402.19159, section 4.2.
/// Each step goes without noise to s = (1 − γ)·t_next, which lies beyond the next timestep, and noises from there back to it.
/// γ = 0 is deterministic, γ = 1 is multistep consistency sampling. Levels are ᾱ.</summary>
internal sealed class TcdScheduler : AlphaBarScheduler
{
    private readonly int? _originalSteps;
    private readonly double _gamma;

    public TcdScheduler(SchedulerConfig config, PredictionType prediction)
        : base(config with { Thresholding = null }, prediction, clips: null)
    {
        _originalSteps = config.Consistency.OriginalSteps;
        _gamma = config.Consistency.Gamma;
    }

    /// <inheritdoc/>
    public override int MaxSteps => _originalSteps ?? AlphaBars.Length;

    /// <inheritdoc/>
    public override NoiseSchedule CreateSchedule(int steps)
    {
        var timesteps = ConsistencyTimesteps.Pick(AlphaBars.Length, _originalSteps, steps);
        return Schedule(timesteps, [.. timesteps.Skip(1).Select(t => AlphaBars[t]), AlphaBars[0]]) with
        {
            NoiseDraws = _gamma > 0 ? [.. Enumerable.Range(1, steps).Select(done => done < steps)] : [],
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
        var beyondLevel = AlphaBars[TimestepBeyond(schedule, evaluation)];
        var (from, beyond) = (ScalesOf(schedule.Levels[evaluation]), ScalesOf(beyondLevel));
        for (var i = 0; i < destination.Length; i++)
        {
            var (x, output) = (sample[i], prediction[i]);
            destination[i] = (beyond.Signal * from.Picture(Prediction, x, output)) + (beyond.Deviation * from.Noise(Prediction, x, output));
        }

        if (!schedule.DrawsNoise(evaluation))
            return;
        var back = ScalesOf(schedule.NextLevels[evaluation] / beyondLevel);
        for (var i = 0; i < destination.Length; i++)
            destination[i] = (back.Signal * destination[i]) + (back.Deviation * noise[i]);
    }

    /// <summary>s, cut to a whole timestep; behind the last evaluation lies timestep 0.</summary>
    private int TimestepBeyond(NoiseSchedule schedule, int evaluation) =>
        evaluation + 1 < schedule.Evaluations ? (int)MathF.Floor((float)(1 - _gamma) * schedule.Timesteps[evaluation + 1]) : 0;
}
