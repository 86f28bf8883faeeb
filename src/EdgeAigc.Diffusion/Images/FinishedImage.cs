namespace EdgeAigc.Diffusion.Images;

/// <summary>A picture ready for delivery.</summary>
/// <param name="File">The file.</param>
/// <param name="Flagged">Whether the output filter replaced the picture by black.</param>
/// <param name="Warning">What the caller should know, or null.</param>
internal sealed record FinishedImage(EncodedImage File, bool Flagged, string? Warning);
