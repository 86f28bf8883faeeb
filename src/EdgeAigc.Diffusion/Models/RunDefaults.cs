using EdgeAigc.Diffusion.Engine;

namespace EdgeAigc.Diffusion.Models;

/// <summary>What a job gets that does not say: the model's own keys, else the defaults of its pipeline class.</summary>
/// <param name="MaxSteps">Most denoising steps.</param>
/// <param name="Steps">Denoising steps.</param>
/// <param name="Guidance">Guidance scale.</param>
/// <param name="GuidanceRescale">φ of guidance rescaling.</param>
internal sealed record RunDefaults(int MaxSteps, int Steps, double Guidance, double GuidanceRescale)
{
    /// <param name="index">The index.</param>
    /// <param name="kind">Its pipeline class.</param>
    /// <param name="fewest">Fewest steps that the scheduler can do.</param>
    /// <param name="schedulerSteps">Most steps that the scheduler can do.</param>
    /// <param name="file">The index, for messages.</param>
    /// <exception cref="ModelException">A value cannot be.</exception>
    public static RunDefaults Of(ModelIndex index, PipelineKind kind, int fewest, int schedulerSteps, string file)
    {
        var most = index.MaxSteps ?? schedulerSteps;
        if (most < fewest || most > schedulerSteps)
            throw Wrong("edgeaigc_max_steps", most, $"from {fewest} to the {schedulerSteps} steps that the scheduler can do");
        var steps = index.DefaultSteps ?? Math.Min(kind.Steps, most);
        if (steps < fewest || steps > most)
            throw Wrong("edgeaigc_default_steps", steps, $"from {fewest} to {most}, the most steps of the model");
        var guidance = index.DefaultGuidance ?? kind.Guidance;
        if (guidance is not (>= 0 and <= JobLimits.MaxGuidance))
            throw Wrong("edgeaigc_default_guidance", guidance, $"from 0 to {JobLimits.MaxGuidance}");
        var rescale = index.DefaultGuidanceRescale ?? 0;
        return rescale is >= 0 and <= 1
            ? new(most, steps, guidance, rescale)
            : throw Wrong("edgeaigc_default_guidance_rescale", rescale, "from 0 to 1");

        ModelException Wrong(string key, double value, string expected) => new(file, $"'{key}' is {value}; it must be {expected}.");
    }
}
