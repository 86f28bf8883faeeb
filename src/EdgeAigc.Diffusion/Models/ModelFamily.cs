namespace EdgeAigc.Diffusion.Models;

/// <summary>Models that are told what to draw in the same way.</summary>
public enum ModelFamily
{
    /// <summary>Stable Diffusion 1.x and 2.x (Rombach et al., arXiv 2112.10752), and SD-Turbo: one text encoder.</summary>
    StableDiffusion,

    /// <summary>Stable Diffusion XL (Podell et al., arXiv 2307.01952), its refiner, and SDXL-Turbo: two text encoders, a pooled
    /// text and the sizes of the picture.</summary>
    StableDiffusionXL,

    /// <summary>Latent consistency models (Luo et al., arXiv 2310.04378): the guidance scale is an input of the network.</summary>
    LatentConsistency,
}
