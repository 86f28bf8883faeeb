using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>The schedulers by the class names that models state.</summary>
internal static class NoiseSchedulers
{
    private static readonly Dictionary<string, SchedulerClass> Classes = new(StringComparer.Ordinal)
    {
        ["DDIMScheduler"] = new((config, prediction, spacing) => new DdimScheduler(config, prediction, spacing), TimestepSpacing.Leading),
        ["DDPMScheduler"] = new((config, prediction, spacing) => new DdpmScheduler(config, prediction, spacing), TimestepSpacing.Leading)
        {
            Check = SchedulerChecks.Ddpm,
        },
        ["PNDMScheduler"] = new((config, prediction, spacing) => new PndmScheduler(config, prediction, spacing), TimestepSpacing.Leading)
        {
            Check = SchedulerChecks.Pndm,
        },
        ["EulerDiscreteScheduler"] = new(
            (config, prediction, spacing) => new EulerScheduler(config, prediction, spacing), TimestepSpacing.Linspace),
        ["EulerAncestralDiscreteScheduler"] = new(
            (config, prediction, spacing) => new EulerAncestralScheduler(config, prediction, spacing), TimestepSpacing.Linspace),
        ["HeunDiscreteScheduler"] = new(
            (config, prediction, spacing) => new HeunScheduler(config, prediction, spacing), TimestepSpacing.Linspace)
        {
            BetaStart = 0.00085,
            BetaEnd = 0.012,
        },
        ["LMSDiscreteScheduler"] = new(
            (config, prediction, spacing) => new LmsScheduler(config, prediction, spacing), TimestepSpacing.Linspace),
        ["DPMSolverMultistepScheduler"] = new(
            (config, prediction, spacing) => new DpmSolverScheduler(config, prediction, spacing), TimestepSpacing.Linspace)
        {
            Check = SchedulerChecks.DpmSolver,
        },
        ["UniPCMultistepScheduler"] = new(
            (config, prediction, spacing) => new UniPcScheduler(config, prediction, spacing), TimestepSpacing.Linspace)
        {
            Check = SchedulerChecks.UniPc,
        },
        ["LCMScheduler"] = Distilled((config, prediction, _) => new LcmScheduler(config, prediction)),
        ["TCDScheduler"] = Distilled((config, prediction, _) => new TcdScheduler(config, prediction)),
        ["FlowMatchEulerDiscreteScheduler"] = new((config, _, _) => new FlowMatchEulerScheduler(config), TimestepSpacing.Linspace)
        {
            Check = SchedulerChecks.FlowMatch,
        },
    };

    /// <summary>The class names that <see cref="Create"/> knows.</summary>
    public static IReadOnlyCollection<string> Names => Classes.Keys;

    /// <summary>Makes the scheduler of a configuration.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="file">Its file, for messages.</param>
    /// <exception cref="ModelException">The class or one of the values is not supported.</exception>
    public static INoiseScheduler Create(SchedulerConfig config, string file)
    {
        var refusals = new SchedulerRefusals(file);
        if (!Classes.TryGetValue(config.ClassName, out var entry))
            throw refusals.Wrong("_class_name", config.ClassName, string.Join(", ", Classes.Keys));
        config = entry.Complete(config);
        CheckNoise(config, refusals);
        var prediction = ReadPrediction(config, refusals);
        var spacing = ReadSpacing(config, entry.Spacing, refusals);
        entry.Check?.Invoke(config, refusals);
        return entry.Create(config, prediction, spacing);
    }

    private static SchedulerClass Distilled(Func<SchedulerConfig, PredictionType, TimestepSpacing, INoiseScheduler> create) =>
        new(create, TimestepSpacing.Leading)
        {
            BetaStart = 0.00085,
            BetaEnd = 0.012,
            BetaSchedule = "scaled_linear",
            Check = SchedulerChecks.Consistency,
        };

    private static PredictionType ReadPrediction(SchedulerConfig config, SchedulerRefusals refusals) => config.PredictionType switch
    {
        "epsilon" => PredictionType.Epsilon,
        "v_prediction" => PredictionType.Velocity,
        "sample" => PredictionType.Sample,
        // Flow matching predicts a velocity of its own, which no other class can use.
        "flow_prediction" when config.ClassName == "FlowMatchEulerDiscreteScheduler" => default,
        var other => throw refusals.Wrong("prediction_type", other, "epsilon, v_prediction or sample"),
    };

    private static TimestepSpacing ReadSpacing(SchedulerConfig config, TimestepSpacing byDefault, SchedulerRefusals refusals) =>
        config.TimestepSpacing switch
        {
            null => byDefault,
            "leading" => TimestepSpacing.Leading,
            "linspace" => TimestepSpacing.Linspace,
            "trailing" => TimestepSpacing.Trailing,
            var other => throw refusals.Wrong("timestep_spacing", other, "leading, linspace or trailing"),
        };

    private static void CheckNoise(SchedulerConfig config, SchedulerRefusals refusals)
    {
        refusals.Require("final_sigmas_type", config.FinalSigmasType, "zero", "sigma_min");
        if (config.StepsOffset < 0)
            throw refusals.Wrong("steps_offset", config.StepsOffset, "0 or more");
        if (config.TrainedBetas is { } betas)
        {
            if (betas.Count != config.TrainTimesteps || betas.Any(beta => beta is not (> 0 and <= 1)))
            {
                throw refusals.Wrong(
                    "trained_betas", $"a list of {betas.Count}", $"{config.TrainTimesteps} numbers above 0 and at most 1");
            }

            return;
        }

        refusals.Require("beta_schedule", config.BetaSchedule, [.. BetaSchedules.Names]);
        if (config.BetaStart is not (> 0 and < 1) || config.BetaEnd is not (> 0 and < 1))
            throw refusals.Wrong("beta_start … beta_end", $"{config.BetaStart} … {config.BetaEnd}", "between 0 and 1");
    }
}
