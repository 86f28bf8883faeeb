namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>Euler's method on the straight paths of rectified flow, x = (1−σ)·x₀ + σ·ε, whose velocity dx/dσ = ε − x₀ the
/// network predicts (Liu et al., arXiv 2209.03003; Esser et al., arXiv 2403.03206). Levels are σ, from 1 to 0; timesteps are
/// σ·T.</summary>
internal sealed class FlowMatchEulerScheduler : INoiseScheduler
{
    private readonly FlowOptions _options;
    private readonly float _largest;
    private readonly float _smallest;

    public FlowMatchEulerScheduler(SchedulerConfig config)
    {
        _options = config.Flow;
        MaxSteps = config.TrainTimesteps;
        // The ends of the range are shifted here and again with the levels of a run, as in diffusers.
        var shift = _options.UseDynamicShifting ? 1 : _options.Shift;
        _largest = (float)Shifted(1, shift);
        _smallest = (float)Shifted(1f / MaxSteps, shift);
    }

    /// <inheritdoc/>
    public int MaxSteps { get; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The shift depends on the image; the other overloads take it.</exception>
    public NoiseSchedule CreateSchedule(int steps) => CreateSchedule(steps, mu: null);

    /// <summary>The run over the scheduler's own range of levels, as of Stable Diffusion 3.</summary>
    /// <param name="steps">Denoising steps.</param>
    /// <param name="mu">Logarithm of the shift where it depends on the image (<see cref="Mu"/>), else null.</param>
    /// <exception cref="InvalidOperationException">The shift depends on the image, and is not given.</exception>
    public NoiseSchedule CreateSchedule(int steps, double? mu)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(steps, MaxSteps);
        var levels = new double[steps];
        for (var i = 0; i < steps; i++)
            levels[i] = steps == 1 ? _largest : _largest + (i * (((double)_smallest - _largest) / (steps - 1)));
        return CreateSchedule(levels, mu);
    }

    /// <summary>The run over levels that a pipeline chooses; those of FLUX are 1, 1 − 1/n, … 1/n.</summary>
    /// <param name="levels">σ before the shift, falling, the last one not 0.</param>
    /// <param name="mu">Logarithm of the shift where it depends on the image (<see cref="Mu"/>), else null.</param>
    /// <exception cref="InvalidOperationException">The shift depends on the image, and is not given.</exception>
    public NoiseSchedule CreateSchedule(ReadOnlySpan<double> levels, double? mu)
    {
        if (_options.UseDynamicShifting && mu is null)
        {
            throw new InvalidOperationException(
                "The model's scheduler has use_dynamic_shifting; its schedules need mu, which the image's tokens give.");
        }

        var shift = _options.UseDynamicShifting ? Math.Exp(mu.GetValueOrDefault()) : _options.Shift;
        var shifted = new double[levels.Length];
        for (var i = 0; i < levels.Length; i++)
            shifted[i] = Shifted(levels[i], shift);
        if (_options.ShiftTerminal is { } terminal)
        {
            var stretch = (1 - shifted[^1]) / (1 - terminal);
            shifted = Array.ConvertAll(shifted, level => 1 - ((1 - level) / stretch));
        }

        var sigmas = Array.ConvertAll(shifted, level => (float)level);
        return new()
        {
            Timesteps = [.. sigmas.Select(sigma => sigma * MaxSteps)],
            Levels = [.. sigmas],
            NextLevels = [.. sigmas[1..], 0f],
        };
    }

    /// <summary>The logarithm of the shift for an image, linear in its tokens.</summary>
    /// <param name="imageTokens">Tokens of the image in the transformer: latent pixels by the area of a patch.</param>
    public double Mu(int imageTokens)
    {
        var slope = (_options.MaxShift - _options.BaseShift) / (_options.MaxImageTokens - _options.BaseImageTokens);
        return _options.BaseShift + (slope * (imageTokens - _options.BaseImageTokens));
    }

    /// <inheritdoc/>
    public SchedulerMemory CreateMemory(int length) => SchedulerMemory.None;

    /// <inheritdoc/>
    public void ScaleModelInput(NoiseSchedule schedule, int evaluation, ReadOnlySpan<float> sample, Span<float> destination) =>
        sample.CopyTo(destination);

    /// <inheritdoc/>
    public void Step(
        NoiseSchedule schedule,
        int evaluation,
        SchedulerMemory memory,
        ReadOnlySpan<float> sample,
        ReadOnlySpan<float> prediction,
        ReadOnlySpan<float> noise,
        Span<float> destination)
    {
        var change = schedule.NextLevels[evaluation] - schedule.Levels[evaluation];
        for (var i = 0; i < destination.Length; i++)
            destination[i] = sample[i] + (change * prediction[i]);
    }

    /// <inheritdoc/>
    public void Denoised(
        NoiseSchedule schedule,
        int evaluation,
        ReadOnlySpan<float> sample,
        ReadOnlySpan<float> prediction,
        Span<float> destination)
    {
        var sigma = schedule.Levels[evaluation];
        for (var i = 0; i < destination.Length; i++)
            destination[i] = sample[i] - (sigma * prediction[i]);
    }

    /// <inheritdoc/>
    public void AddNoise(
        NoiseSchedule schedule,
        int evaluation,
        ReadOnlySpan<float> original,
        ReadOnlySpan<float> noise,
        Span<float> destination)
    {
        var sigma = schedule.Levels[evaluation];
        for (var i = 0; i < destination.Length; i++)
            destination[i] = (sigma * noise[i]) + ((1f - sigma) * original[i]);
    }

    /// <summary>Equation 23 of arXiv 2403.03206: the level at which an image of more pixels is as noisy.</summary>
    private static double Shifted(double level, double shift) => shift * level / (1 + ((shift - 1) * level));
}
