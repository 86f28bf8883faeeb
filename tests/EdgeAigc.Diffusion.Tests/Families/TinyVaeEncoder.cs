namespace EdgeAigc.Diffusion.Tests.Families;

/// <summary>Which encoder a tiny VAE comes with.</summary>
internal enum TinyVaeEncoder
{
    /// <summary>None.</summary>
    None,

    /// <summary>That of current exports: mean and logarithm of the variance.</summary>
    Parameters,

    /// <summary>That of older exports: latents.</summary>
    Sample,
}
