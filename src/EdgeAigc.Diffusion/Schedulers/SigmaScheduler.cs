namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>What the samplers share whose latents are x₀ + σ·ε, after Karras et al., arXiv 2206.00364: they follow
/// dx/dσ = (x − x₀(x, σ)) / σ. Levels are σ; the network takes x / √(σ² + 1).</summary>
internal abstract class SigmaScheduler : INoiseScheduler
{
    private readonly SigmaTable _table;
    private readonly SchedulerConfig _config;
    private readonly PredictionType _prediction;
    private readonly TimestepSpacing _spacing;
    private readonly PictureBound _bound;

    /// <param name="config">The configuration, without the keys that the class does not know.</param>
    /// <param name="prediction">What the network predicts.</param>
    /// <param name="spacing">How timesteps are picked.</param>
    /// <param name="clips">Whether the class clips pictures by default; null where it never does.</param>
    protected SigmaScheduler(SchedulerConfig config, PredictionType prediction, TimestepSpacing spacing, bool? clips = null)
    {
        _table = new(config);
        _config = config;
        _prediction = prediction;
        _spacing = spacing;
        _bound = new(clips is { } clip && (config.ClipSample ?? clip) ? (float)config.ClipSampleRange : float.PositiveInfinity, 1f);
    }

    /// <inheritdoc/>
    public int MaxSteps => _table.Length;

    /// <inheritdoc/>
    public virtual NoiseSchedule CreateSchedule(int steps)
    {
        var (timesteps, sigmas) = CreateRun(steps);
        return new()
        {
            Timesteps = [.. timesteps],
            Levels = [.. sigmas[..^1]],
            NextLevels = [.. sigmas[1..]],
            InitNoiseSigma = InitNoiseSigma(sigmas),
        };
    }

    /// <inheritdoc/>
    public virtual SchedulerMemory CreateMemory(int length) => SchedulerMemory.None;

    /// <inheritdoc/>
    public void ScaleModelInput(NoiseSchedule schedule, int evaluation, ReadOnlySpan<float> sample, Span<float> destination)
    {
        var sigma = schedule.Levels[evaluation];
        var divisor = MathF.Sqrt((sigma * sigma) + 1f);
        for (var i = 0; i < destination.Length; i++)
            destination[i] = sample[i] / divisor;
    }

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
    public void Denoised(
        NoiseSchedule schedule,
        int evaluation,
        ReadOnlySpan<float> sample,
        ReadOnlySpan<float> prediction,
        Span<float> destination)
    {
        var picture = new SigmaPicture(schedule.Levels[evaluation], _prediction);
        for (var i = 0; i < destination.Length; i++)
            destination[i] = picture.Of(sample[i], prediction[i]);
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
            destination[i] = original[i] + (noise[i] * sigma);
    }

    /// <summary>The timesteps of a run, and its n + 1 σ.</summary>
    protected (float[] Timesteps, float[] Sigmas) CreateRun(int steps)
    {
        var timesteps = Array.ConvertAll(
            TimestepSpacings.Pick(_spacing, _table.Length, steps, _config.StepsOffset), timestep => (float)timestep);
        var sigmas = Array.ConvertAll(timesteps, timestep => _table.At(timestep));
        if (_config.UseKarrasSigmas)
        {
            sigmas = KarrasSigmas.Between(_config.SigmaMin ?? sigmas[^1], _config.SigmaMax ?? sigmas[0], steps);
            timesteps = Array.ConvertAll(sigmas, sigma => (float)_table.TimestepOf(sigma));
        }

        var last = _config.FinalSigmasType == "sigma_min" ? _table.Smallest : 0f;
        return (timesteps, [.. sigmas.Select(sigma => (float)sigma), last]);
    }

    /// <summary>Deviation of the initial latents: leading spacing starts below the last timestep, where the picture still shows.</summary>
    protected float InitNoiseSigma(float[] sigmas)
    {
        var largest = sigmas.Max();
        return _spacing == TimestepSpacing.Leading ? MathF.Sqrt((largest * largest) + 1f) : largest;
    }

    /// <summary>dx/dσ at an evaluation; may be written over the sample.</summary>
    protected void Derivative(
        NoiseSchedule schedule,
        int evaluation,
        ReadOnlySpan<float> sample,
        ReadOnlySpan<float> prediction,
        Span<float> destination)
    {
        var sigma = schedule.Levels[evaluation];
        var picture = new SigmaPicture(sigma, _prediction);
        for (var i = 0; i < destination.Length; i++)
            destination[i] = (sample[i] - _bound.Apply(picture.Of(sample[i], prediction[i]))) / sigma;
    }

    /// <summary>Euler's step x + dx/dσ · change; may be written over the sample.</summary>
    protected void EulerStep(
        NoiseSchedule schedule,
        int evaluation,
        float change,
        ReadOnlySpan<float> sample,
        ReadOnlySpan<float> prediction,
        Span<float> destination)
    {
        var sigma = schedule.Levels[evaluation];
        var picture = new SigmaPicture(sigma, _prediction);
        for (var i = 0; i < destination.Length; i++)
        {
            var derivative = (sample[i] - _bound.Apply(picture.Of(sample[i], prediction[i]))) / sigma;
            destination[i] = sample[i] + (derivative * change);
        }
    }
}
