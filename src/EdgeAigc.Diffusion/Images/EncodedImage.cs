namespace EdgeAigc.Diffusion.Images;

/// <summary>A picture as a file.</summary>
/// <param name="Bytes">The file.</param>
/// <param name="MediaType">Its media type, e.g. <c>image/png</c>.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
internal sealed record EncodedImage(byte[] Bytes, string MediaType, int Width, int Height);
