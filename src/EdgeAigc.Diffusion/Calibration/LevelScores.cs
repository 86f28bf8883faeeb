using System.Text.Json.Serialization;

namespace EdgeAigc.Diffusion.Calibration;

/// <summary>The scores of all pictures that were made with one number of denoising steps.</summary>
public sealed record LevelScores
{
    /// <summary>Denoising steps L.</summary>
    public required int Steps { get; init; }

    /// <summary>Mean of <see cref="Ssim"/>.</summary>
    public double MeanSsim => Ssim.Average();

    /// <summary>Mean of <see cref="TotalVariation"/>.</summary>
    public double MeanTotalVariation => TotalVariation.Average();

    /// <summary>Squared Fréchet distance to the reference pictures, in <see cref="Core.Curves.PictureFeatures"/>.</summary>
    public required double FrechetDistance { get; init; }

    /// <summary>Structural similarity of each picture to the one of the same prompt and seed at the reference.</summary>
    [JsonConverter(typeof(OneLineConverter))]
    public required IReadOnlyList<double> Ssim { get; init; }

    /// <summary>Total variation of each picture.</summary>
    [JsonConverter(typeof(OneLineConverter))]
    public required IReadOnlyList<double> TotalVariation { get; init; }
}
