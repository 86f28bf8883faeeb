namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>Euler's method on the probability-flow equation dx/dσ = (x − x₀(x, σ)) / σ: Karras et al., arXiv 2206.00364,
/// algorithm 2 without churn. Levels are σ = √((1−ᾱ)/ᾱ), and the latents are x₀ + σ·ε.</summary>
internal sealed class EulerScheduler : INoiseScheduler
{
    private readonly float[] _sigmas;
    private readonly SchedulerConfig _config;
    private readonly PredictionType _prediction;
    private readonly TimestepSpacing _spacing;

    public EulerScheduler(SchedulerConfig config, PredictionType prediction, TimestepSpacing spacing)
    {
        var alphaBars = NoiseTable.AlphaBars(BetaSchedules.Create(config), config.RescaleBetasZeroSnr);
        _sigmas = Array.ConvertAll(alphaBars, SigmaOfAlphaBar);
        _config = config;
        _prediction = prediction;
        _spacing = spacing;
    }

    /// <inheritdoc/>
    public NoiseSchedule CreateSchedule(int steps)
    {
        var timesteps = Array.ConvertAll(
            TimestepSpacings.Pick(_spacing, _config.TrainTimesteps, steps, _config.StepsOffset), timestep => (float)timestep);
        var sigmas = Array.ConvertAll(timesteps, SigmaOf);
        if (_config.UseKarrasSigmas)
        {
            var (low, high) = (_config.SigmaMin ?? sigmas[^1], _config.SigmaMax ?? sigmas[0]);
            sigmas = KarrasSigmas.Between(low, high, steps);
            timesteps = Array.ConvertAll(sigmas, sigma => (float)KarrasSigmas.TimestepOf(sigma, _sigmas));
        }

        float[] levels = [.. sigmas.Select(sigma => (float)sigma), _config.FinalSigmasType == "sigma_min" ? _sigmas[0] : 0f];
        var largest = levels.Max();
        return new(
            [.. timesteps],
            [.. levels[..^1]],
            [.. levels[1..]],
            _spacing == TimestepSpacing.Leading ? MathF.Sqrt((largest * largest) + 1f) : largest);
    }

    /// <inheritdoc/>
    public void ScaleModelInput(NoiseSchedule schedule, int index, ReadOnlySpan<float> sample, Span<float> destination)
    {
        var sigma = schedule.Levels[index];
        var divisor = MathF.Sqrt((sigma * sigma) + 1f);
        for (var i = 0; i < destination.Length; i++)
            destination[i] = sample[i] / divisor;
    }

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
        var sigma = schedule.Levels[index];
        var change = schedule.NextLevels[index] - sigma;
        var variance = (sigma * sigma) + 1f;
        var velocityScale = -sigma / MathF.Sqrt(variance);
        for (var i = 0; i < destination.Length; i++)
        {
            var (x, output) = (sample[i], prediction[i]);
            var picture = _prediction switch
            {
                PredictionType.Epsilon => x - (sigma * output),
                PredictionType.Sample => output,
                _ => (output * velocityScale) + (x / variance),
            };
            destination[i] = x + ((x - picture) / sigma * change);
        }
    }

    /// <summary>A terminal signal of zero counts as 2⁻²⁴, so that σ stays finite.</summary>
    private static float SigmaOfAlphaBar(float alphaBar)
    {
        var signal = alphaBar > 0 ? alphaBar : MathF.ScaleB(1f, -24);
        return MathF.Sqrt((1f - signal) / signal);
    }

    /// <summary>σ at a timestep, linear between the entries of the table.</summary>
    private double SigmaOf(float timestep)
    {
        var low = Math.Min((int)timestep, _sigmas.Length - 1);
        var high = Math.Min(low + 1, _sigmas.Length - 1);
        return _sigmas[low] + ((timestep - low) * ((double)_sigmas[high] - _sigmas[low]));
    }
}
