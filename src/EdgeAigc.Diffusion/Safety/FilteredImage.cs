namespace EdgeAigc.Diffusion.Safety;

/// <summary>What an output filter lets through.</summary>
/// <param name="Planes">The picture, or black in its place.</param>
/// <param name="Flagged">Whether the picture was withheld.</param>
/// <param name="Warning">What the caller should know, or null.</param>
internal sealed record FilteredImage(float[] Planes, bool Flagged, string? Warning);
