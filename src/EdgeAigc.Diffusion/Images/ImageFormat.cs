namespace EdgeAigc.Diffusion.Images;

/// <summary>File format of a picture.</summary>
public enum ImageFormat
{
    /// <summary>PNG, lossless.</summary>
    Png,

    /// <summary>JPEG, lossy.</summary>
    Jpeg,

    /// <summary>WebP, lossy below quality 100 and lossless at it.</summary>
    Webp,
}
