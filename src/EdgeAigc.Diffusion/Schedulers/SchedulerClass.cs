namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>A scheduler class: how it is made, and what it takes where a configuration is silent.</summary>
/// <param name="Create">Makes the scheduler of a checked configuration.</param>
/// <param name="Spacing">Default of <c>timestep_spacing</c>.</param>
internal sealed record SchedulerClass(
    Func<SchedulerConfig, PredictionType, TimestepSpacing, INoiseScheduler> Create, TimestepSpacing Spacing)
{
    /// <summary>Default of <c>beta_start</c>.</summary>
    public double BetaStart { get; init; } = 0.0001;

    /// <summary>Default of <c>beta_end</c>.</summary>
    public double BetaEnd { get; init; } = 0.02;

    /// <summary>Default of <c>beta_schedule</c>.</summary>
    public string BetaSchedule { get; init; } = "linear";

    /// <summary>Checks the keys that only this class reads.</summary>
    public Action<SchedulerConfig, SchedulerRefusals>? Check { get; init; }

    /// <summary>A configuration with the class's own defaults filled in.</summary>
    public SchedulerConfig Complete(SchedulerConfig config) => config with
    {
        BetaStart = config.BetaStart ?? BetaStart,
        BetaEnd = config.BetaEnd ?? BetaEnd,
        BetaSchedule = config.BetaSchedule ?? BetaSchedule,
    };
}
