namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>What the samplers share that step between entries of the table of ᾱ, at whole timesteps. Levels are ᾱ.</summary>
internal abstract class AlphaBarScheduler : VariancePreservingScheduler
{
    /// <param name="config">The configuration.</param>
    /// <param name="prediction">What the network predicts.</param>
    /// <param name="clips">Whether the class clips by default; null where it never does.</param>
    protected AlphaBarScheduler(SchedulerConfig config, PredictionType prediction, bool? clips)
        : base(prediction, new PictureBounds(config, clips))
    {
        AlphaBars = NoiseTable.AlphaBars(BetaSchedules.Create(config), config.RescaleBetasZeroSnr);
    }

    /// <inheritdoc/>
    public override int MaxSteps => AlphaBars.Length;

    /// <summary>ᾱ at each timestep of training.</summary>
    protected float[] AlphaBars { get; }

    /// <inheritdoc/>
    protected override NoiseScales ScalesOf(float level) => NoiseScales.OfAlphaBar(level);

    /// <summary>A run from timestep to timestep.</summary>
    /// <param name="timesteps">Where the network is evaluated.</param>
    /// <param name="nextLevels">ᾱ behind each evaluation.</param>
    protected NoiseSchedule Schedule(IReadOnlyList<int> timesteps, IEnumerable<float> nextLevels) => new()
    {
        Timesteps = [.. timesteps.Select(timestep => (float)timestep)],
        Levels = [.. timesteps.Select(timestep => AlphaBars[timestep])],
        NextLevels = [.. nextLevels],
    };
}
