namespace EdgeAigc.Contracts.Generation;

/// <summary>File format of a picture. Wire contract: add members, never renumber them.</summary>
[GenerateSerializer, Alias("edgeaigc.ImageFormat")]
public enum ImageFormat
{
    /// <summary>PNG, lossless.</summary>
    Png = 0,

    /// <summary>JPEG, lossy.</summary>
    Jpeg = 1,

    /// <summary>WebP, lossy below quality 100 and lossless at it.</summary>
    Webp = 2,
}
