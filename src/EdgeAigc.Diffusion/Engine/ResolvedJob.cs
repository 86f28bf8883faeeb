using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Diffusion.Engine;

/// <summary>A checked job with every default filled in.</summary>
/// <param name="Model">The model that serves it.</param>
/// <param name="Prompt">What the picture shows.</param>
/// <param name="NegativePrompt">What it should not show; may be empty. Null is not the same: SDXL then takes zeros.</param>
/// <param name="Steps">Denoising steps.</param>
/// <param name="Seed">Seed of the initial noise.</param>
/// <param name="Guidance">Classifier-free guidance scale; on when above 1.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
public sealed record ResolvedJob(
    ModelFolder Model, string Prompt, string? NegativePrompt, int Steps, long Seed, double Guidance, int Width, int Height);
