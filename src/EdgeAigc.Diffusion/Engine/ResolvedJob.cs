using EdgeAigc.Diffusion.Images;
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
    ModelFolder Model, string Prompt, string? NegativePrompt, int Steps, long Seed, double Guidance, int Width, int Height)
{
    /// <summary>How the picture becomes a file.</summary>
    public EncodingOptions Output { get; init; } = new();

    /// <summary>The picture to start from as red, green and blue planes [3, H, W] of the job's size, −1 to 1; null starts from noise.</summary>
    public float[]? InitialPlanes { get; init; }

    /// <summary>How much of the picture to start from is drawn anew, from 0 to 1.</summary>
    public double Strength { get; init; }
}
