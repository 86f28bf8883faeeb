namespace EdgeAigc.Diffusion.Engine;

/// <summary>A finished picture.</summary>
/// <param name="Bytes">The picture as a file, RGB with 8 bits a channel.</param>
/// <param name="MediaType">Media type of the file, e.g. <c>image/png</c>.</param>
/// <param name="Width">Width in pixels, as delivered.</param>
/// <param name="Height">Height in pixels, as delivered.</param>
/// <param name="Steps">Denoising steps that were run.</param>
/// <param name="Guidance">Guidance scale that was used.</param>
/// <param name="Scheduler">Class of the noise scheduler, e.g. <c>DDIMScheduler</c>.</param>
/// <param name="Device">Device that computed it.</param>
/// <param name="Timings">Where the time went.</param>
/// <param name="Warnings">What a user should know, e.g. that the prompt was cut off; mostly empty.</param>
/// <param name="Flagged">Whether the output filter replaced the picture by black; a warning says so too.</param>
public sealed record GeneratedImage(
    byte[] Bytes,
    string MediaType,
    int Width,
    int Height,
    int Steps,
    double Guidance,
    string Scheduler,
    string Device,
    JobTimings Timings,
    IReadOnlyList<string> Warnings,
    bool Flagged);
