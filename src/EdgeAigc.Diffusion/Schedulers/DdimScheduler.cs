namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>Deterministic DDIM: Song et al., arXiv 2010.02502, equation 12 with σ_t = 0:
/// x_{t−1} = √ᾱ_{t−1}·x₀ + √(1−ᾱ_{t−1})·ε, with x₀ and ε as the network sees them at t. Levels are ᾱ.</summary>
internal sealed class DdimScheduler : INoiseScheduler
{
    private readonly float[] _alphaBars;
    private readonly float _finalAlphaBar;
    private readonly PredictionType _prediction;
    private readonly TimestepSpacing _spacing;
    private readonly int _offset;
    private readonly float _clip;

    public DdimScheduler(SchedulerConfig config, PredictionType prediction, TimestepSpacing spacing)
    {
        _alphaBars = NoiseTable.AlphaBars(BetaSchedules.Create(config), config.RescaleBetasZeroSnr);
        _finalAlphaBar = config.SetAlphaToOne ?? true ? 1f : _alphaBars[0];
        _prediction = prediction;
        _spacing = spacing;
        _offset = config.StepsOffset;
        _clip = config.ClipSample ?? true ? (float)config.ClipSampleRange : float.PositiveInfinity;
    }

    /// <inheritdoc/>
    public NoiseSchedule CreateSchedule(int steps)
    {
        var timesteps = Array.ConvertAll(TimestepSpacings.Pick(_spacing, _alphaBars.Length, steps, _offset), t => (int)Math.Round(t));
        // The level behind a step is T / n timesteps on, which is not always the next timestep of the run.
        var stride = _alphaBars.Length / steps;
        return new(
            [.. timesteps.Select(t => (float)t)],
            [.. timesteps.Select(t => _alphaBars[t])],
            [.. timesteps.Select(t => t >= stride ? _alphaBars[t - stride] : _finalAlphaBar)],
            InitNoiseSigma: 1f);
    }

    /// <inheritdoc/>
    public void ScaleModelInput(NoiseSchedule schedule, int index, ReadOnlySpan<float> sample, Span<float> destination) =>
        sample.CopyTo(destination);

    /// <inheritdoc/>
    public void Step(
        NoiseSchedule schedule,
        int index,
        SchedulerMemory memory,
        ReadOnlySpan<float> sample,
        ReadOnlySpan<float> prediction,
        ReadOnlySpan<float> noise,
        Span<float> destination)
    {
        var (signal, deviation) = (MathF.Sqrt(schedule.Levels[index]), MathF.Sqrt(1f - schedule.Levels[index]));
        var (nextSignal, nextDeviation) = (MathF.Sqrt(schedule.NextLevels[index]), MathF.Sqrt(1f - schedule.NextLevels[index]));
        for (var i = 0; i < destination.Length; i++)
        {
            var (x, output) = (sample[i], prediction[i]);
            var (picture, epsilon) = _prediction switch
            {
                PredictionType.Epsilon => ((x - (deviation * output)) / signal, output),
                PredictionType.Sample => (output, (x - (signal * output)) / deviation),
                _ => ((signal * x) - (deviation * output), (signal * output) + (deviation * x)),
            };
            destination[i] = (nextSignal * Math.Clamp(picture, -_clip, _clip)) + (nextDeviation * epsilon);
        }
    }
}
