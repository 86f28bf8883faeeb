using EdgeAigc.Diffusion.Schedulers;

namespace EdgeAigc.Diffusion.Tests.Schedulers;

/// <summary>What tests over all schedulers must know of each.</summary>
internal static class SchedulerFamily
{
    private static readonly string[] Names =
    [
        "DDIMScheduler",
        "DDPMScheduler",
        "PNDMScheduler",
        "EulerDiscreteScheduler",
        "EulerAncestralDiscreteScheduler",
        "HeunDiscreteScheduler",
        "LMSDiscreteScheduler",
        "DPMSolverMultistepScheduler",
        "UniPCMultistepScheduler",
        "LCMScheduler",
        "TCDScheduler",
    ];

    /// <summary>Whether levels are ᾱ, else σ.</summary>
    public static bool HasAlphaBars(string className) =>
        className is "DDIMScheduler" or "DDPMScheduler" or "PNDMScheduler" or "LCMScheduler" or "TCDScheduler";

    /// <summary>Whether latents are x₀ + σ·ε.</summary>
    public static bool ScalesLatents(string className) =>
        className is "EulerDiscreteScheduler" or "EulerAncestralDiscreteScheduler" or "HeunDiscreteScheduler" or "LMSDiscreteScheduler";

    public static double AlphaBar(string className, float level) =>
        HasAlphaBars(className) ? level : 1 / (1 + ((double)level * level));

    /// <summary>The scheduler on Stable Diffusion's noise, ending at the picture itself.</summary>
    public static INoiseScheduler Create(string className, string spacing, string prediction, string more = "'steps_offset': 0") =>
        SchedulerJson.Create(
            className,
            "'beta_schedule': 'scaled_linear', 'beta_start': 0.00085, 'beta_end': 0.012, 'clip_sample': false, "
            + "'skip_prk_steps': true, 'set_alpha_to_one': true, 'eta': 0.3, "
            + $"'timestep_spacing': '{spacing}', 'prediction_type': '{prediction}', {more}");

    /// <summary>Every class, spacing and prediction that a test includes; PNDM does not take pictures.</summary>
    public static TheoryData<string, string, string> Combinations(
        Predicate<(string Class, string Spacing, string Prediction)> includes)
    {
        var data = new TheoryData<string, string, string>();
        foreach (var scheduler in Names)
        {
            foreach (var spacing in new[] { "leading", "linspace", "trailing" })
            {
                foreach (var prediction in new[] { "epsilon", "v_prediction", "sample" })
                {
                    if (includes((scheduler, spacing, prediction)) && (scheduler, prediction) is not ("PNDMScheduler", "sample"))
                        data.Add(scheduler, spacing, prediction);
                }
            }
        }

        return data;
    }
}
