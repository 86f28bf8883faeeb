using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>The schedulers by the class names that models state.</summary>
internal static class NoiseSchedulers
{
    private static readonly Dictionary<string, (TimestepSpacing Spacing, Factory Create)> Classes = new(StringComparer.Ordinal)
    {
        ["DDIMScheduler"] = (
            TimestepSpacing.Leading, (config, prediction, spacing) => new DdimScheduler(config, prediction, spacing)),
        ["EulerDiscreteScheduler"] = (
            TimestepSpacing.Linspace, (config, prediction, spacing) => new EulerScheduler(config, prediction, spacing)),
    };

    private delegate INoiseScheduler Factory(SchedulerConfig config, PredictionType prediction, TimestepSpacing spacing);

    /// <summary>Makes the scheduler of a configuration.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="file">Its file, for messages.</param>
    /// <exception cref="ModelException">The class or one of the values is not supported.</exception>
    public static INoiseScheduler Create(SchedulerConfig config, string file)
    {
        if (!Classes.TryGetValue(config.ClassName, out var entry))
            throw Wrong(file, "_class_name", config.ClassName, string.Join(" or ", Classes.Keys));
        CheckBetas(config, file);
        var prediction = config.PredictionType switch
        {
            "epsilon" => PredictionType.Epsilon,
            "v_prediction" => PredictionType.Velocity,
            "sample" => PredictionType.Sample,
            var other => throw Wrong(file, "prediction_type", other, "epsilon, v_prediction or sample"),
        };
        var spacing = config.TimestepSpacing switch
        {
            null => entry.Spacing,
            "leading" => TimestepSpacing.Leading,
            "linspace" => TimestepSpacing.Linspace,
            "trailing" => TimestepSpacing.Trailing,
            var other => throw Wrong(file, "timestep_spacing", other, "leading, linspace or trailing"),
        };
        return entry.Create(config, prediction, spacing);
    }

    private static void CheckBetas(SchedulerConfig config, string file)
    {
        if (config.FinalSigmasType is not ("zero" or "sigma_min"))
            throw Wrong(file, "final_sigmas_type", config.FinalSigmasType, "zero or sigma_min");
        if (config.StepsOffset < 0)
            throw Wrong(file, "steps_offset", $"{config.StepsOffset}", "0 or more");
        if (config.TrainedBetas is { } betas)
        {
            if (betas.Count != config.TrainTimesteps || betas.Any(beta => beta is not (> 0 and <= 1)))
                throw Wrong(file, "trained_betas", $"a list of {betas.Count}", $"{config.TrainTimesteps} numbers above 0 and at most 1");
            return;
        }

        if (!BetaSchedules.Names.Contains(config.BetaSchedule))
            throw Wrong(file, "beta_schedule", config.BetaSchedule, string.Join(", ", BetaSchedules.Names));
        if (config.BetaStart is not (> 0 and < 1) || config.BetaEnd is not (> 0 and < 1))
            throw Wrong(file, "beta_start … beta_end", $"{config.BetaStart} … {config.BetaEnd}", "between 0 and 1");
    }

    private static ModelException Wrong(string file, string key, string value, string expected) =>
        new(file, $"'{key}' is {value}; supported is {expected}.");
}
