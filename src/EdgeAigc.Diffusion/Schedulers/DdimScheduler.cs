namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>Deterministic DDIM: Song et al., arXiv 2010.02502, equation 12 with σ_t = 0:
/// x_{t−1} = √ᾱ_{t−1}·x₀ + √(1−ᾱ_{t−1})·ε, with x₀ and ε as the network sees them at t. Levels are ᾱ.</summary>
internal sealed class DdimScheduler : AlphaBarScheduler
{
    private readonly float _finalAlphaBar;
    private readonly TimestepSpacing _spacing;
    private readonly int _offset;

    public DdimScheduler(SchedulerConfig config, PredictionType prediction, TimestepSpacing spacing)
        : base(config, prediction, clips: true)
    {
        _finalAlphaBar = config.SetAlphaToOne ?? true ? 1f : AlphaBars[0];
        _spacing = spacing;
        _offset = config.StepsOffset;
    }

    /// <inheritdoc/>
    public override NoiseSchedule CreateSchedule(int steps)
    {
        var timesteps = TimestepSpacings.PickWhole(_spacing, AlphaBars.Length, steps, _offset);
        // The level behind a step is T / n timesteps on, which is not always the next timestep of the run.
        var stride = AlphaBars.Length / steps;
        return Schedule(timesteps, timesteps.Select(t => t >= stride ? AlphaBars[t - stride] : _finalAlphaBar));
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
        var (from, to) = (ScalesOf(schedule.Levels[evaluation]), ScalesOf(schedule.NextLevels[evaluation]));
        var bound = Bounds.Of(from, Prediction, sample, prediction, memory);
        for (var i = 0; i < destination.Length; i++)
        {
            var picture = bound.Apply(from.Picture(Prediction, sample[i], prediction[i]));
            destination[i] = (to.Signal * picture) + (to.Deviation * from.Noise(Prediction, sample[i], prediction[i]));
        }
    }
}
