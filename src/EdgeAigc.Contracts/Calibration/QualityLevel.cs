namespace EdgeAigc.Contracts.Calibration;

/// <summary>What one number of denoising steps gives.</summary>
/// <param name="Steps">Denoising steps.</param>
/// <param name="Quality">Q in [0, 1]: <paramref name="Ssim"/> made monotone and normalised.</param>
/// <param name="Ssim">Mean structural similarity to the reference pictures of the same seeds.</param>
/// <param name="TotalVariation">Mean total variation of the pictures.</param>
/// <param name="FrechetDistance">Squared Fréchet distance to the reference pictures in a simple feature space, not that of FID.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.QualityLevel")]
public sealed record QualityLevel(
    [property: Id(0)] int Steps,
    [property: Id(1)] double Quality,
    [property: Id(2)] double Ssim,
    [property: Id(3)] double TotalVariation,
    [property: Id(4)] double FrechetDistance);
