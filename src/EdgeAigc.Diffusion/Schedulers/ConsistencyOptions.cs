using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>Options of the samplers for distilled models, LCM and TCD.</summary>
internal sealed record ConsistencyOptions
{
    /// <summary>Steps of the distillation; null where it used every timestep.</summary>
    public int? OriginalSteps { get; init; } = 50;

    /// <summary>Factor of the timesteps in LCM's boundary condition.</summary>
    public double TimestepScaling { get; init; } = 10;

    /// <summary>γ of TCD, from 0 to 1. diffusers takes it as the parameter <c>eta</c> of a call, which its pipelines set to 0
    /// unless told; a key of that name in the file sets it here.</summary>
    public double Gamma { get; init; }

    /// <summary>The options of a file.</summary>
    public static ConsistencyOptions Read(ConfigFile file)
    {
        var defaults = new ConsistencyOptions();
        return new()
        {
            // Here a null is a value of its own.
            OriginalSteps = file.Entries.Any(entry => entry.Key == "original_inference_steps")
                ? file.Integer("original_inference_steps")
                : defaults.OriginalSteps,
            TimestepScaling = file.Number("timestep_scaling") ?? defaults.TimestepScaling,
            Gamma = file.Number("eta") ?? defaults.Gamma,
        };
    }
}
