namespace EdgeAigc.Diffusion.Images;

/// <summary>Bounds of what pictures may be asked for and read.</summary>
public static class ImageLimits
{
    /// <summary>Least width and height, in pixels, at which a picture can be delivered on request.</summary>
    public const int MinOutputSide = 16;

    /// <summary>Greatest width and height, in pixels, at which a picture can be delivered on request.</summary>
    public const int MaxOutputSide = 2048;

    /// <summary>Least quality of a lossy format.</summary>
    public const int MinQuality = 1;

    /// <summary>Greatest quality; lossless in WebP.</summary>
    public const int MaxQuality = 100;

    /// <summary>Most bytes of a picture file that is read.</summary>
    public const int MaxFileBytes = 20_000_000;

    /// <summary>Most pixels of a picture that is read; a small file can claim many more and would fill the memory.</summary>
    public const long MaxFilePixels = 64_000_000;
}
