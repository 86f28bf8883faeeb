namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>Ancestral sampling of the posterior q(x_{t−1} | x_t, x₀) with x₀ as the network sees it: Ho et al.,
/// arXiv 2006.11239, equations 6 and 7, between the timesteps of a run instead of neighbours. Levels are ᾱ.</summary>
internal sealed class DdpmScheduler : AlphaBarScheduler
{
    /// <summary>Least variance, which keeps the last step's from being 0.</summary>
    private const float LeastVariance = 1e-20f;

    private readonly TimestepSpacing _spacing;
    private readonly int _offset;
    private readonly bool _upperVariance;

    public DdpmScheduler(SchedulerConfig config, PredictionType prediction, TimestepSpacing spacing)
        : base(config, prediction, clips: true)
    {
        _spacing = spacing;
        _offset = config.StepsOffset;
        _upperVariance = config.VarianceType == "fixed_large";
    }

    /// <inheritdoc/>
    public override NoiseSchedule CreateSchedule(int steps)
    {
        var timesteps = TimestepSpacings.PickWhole(_spacing, AlphaBars.Length, steps, _offset);
        return Schedule(timesteps, [.. timesteps.Skip(1).Select(t => AlphaBars[t]), 1f]) with
        {
            NoiseDraws = [.. timesteps.Select(t => t > 0)],
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
        var (level, next) = (schedule.Levels[evaluation], schedule.NextLevels[evaluation]);
        var alpha = level / next;
        var beta = 1f - alpha;
        var pictureScale = MathF.Sqrt(next) * beta / (1f - level);
        var sampleScale = MathF.Sqrt(alpha) * (1f - next) / (1f - level);
        var variance = _upperVariance ? beta : MathF.Max((1f - next) / (1f - level) * beta, LeastVariance);
        var deviation = schedule.DrawsNoise(evaluation) ? MathF.Sqrt(variance) : 0f;
        var scales = ScalesOf(level);
        var bound = Bounds.Of(scales, Prediction, sample, prediction, memory);
        for (var i = 0; i < destination.Length; i++)
        {
            var picture = bound.Apply(scales.Picture(Prediction, sample[i], prediction[i]));
            var mean = (pictureScale * picture) + (sampleScale * sample[i]);
            destination[i] = deviation > 0 ? mean + (deviation * noise[i]) : mean;
        }
    }
}
