using EdgeAigc.Diffusion.Pipelines;

namespace EdgeAigc.Diffusion.Images;

/// <summary>How a picture becomes a file.</summary>
public sealed record EncodingOptions
{
    /// <summary>File format.</summary>
    /// <value>PNG by default.</value>
    public ImageFormat Format { get; init; } = ImageFormat.Png;

    /// <summary>Quality of JPEG and WebP, from 1 to 100; 100 makes WebP lossless. PNG is always lossless and ignores it.</summary>
    /// <value>90 by default.</value>
    public int Quality { get; init; } = 90;

    /// <summary>Width in pixels at which the picture is delivered, or null for the width at which it was computed.</summary>
    public int? Width { get; init; }

    /// <summary>Height in pixels at which the picture is delivered, or null for the height at which it was computed.</summary>
    public int? Height { get; init; }

    /// <summary>Whether the file may tell the prompts; without it no file ever does.</summary>
    public bool EmbedPrompt { get; init; }

    /// <summary>Size at which a picture is delivered.</summary>
    internal ImageSize SizeOf(ImageSize computed) => new(Width ?? computed.Width, Height ?? computed.Height);
}
