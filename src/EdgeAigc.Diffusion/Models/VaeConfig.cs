namespace EdgeAigc.Diffusion.Models;

/// <summary>What <c>vae_decoder/config.json</c> says; the defaults stand for a missing file or key.</summary>
internal sealed record VaeConfig
{
    /// <summary>Latents are divided by it before decoding.</summary>
    public double ScalingFactor { get; init; } = 0.18215;

    /// <summary>Added after the division.</summary>
    public double ShiftFactor { get; init; }

    /// <summary>Mean for each channel; null unless <see cref="LatentsStd"/> is set too.</summary>
    public IReadOnlyList<double>? LatentsMean { get; init; }

    /// <summary>Deviation for each channel; null unless <see cref="LatentsMean"/> is set too.</summary>
    public IReadOnlyList<double>? LatentsStd { get; init; }

    /// <summary>Channels of the latents.</summary>
    public int LatentChannels { get; init; } = 4;

    /// <summary>Pixels along one side of a latent cell: 2 to the number of resolution changes.</summary>
    public int Scale { get; init; } = 8;

    /// <summary>Whether the decoder overflows in half precision (SDXL's first VAE) and must run in float32.</summary>
    public bool ForceUpcast { get; init; }

    public static VaeConfig Read(ConfigFile? file)
    {
        if (file is null)
            return new();
        var channels = file.Integer("latent_channels") ?? 4;
        if (channels is < 1 or > 256)
            throw file.Wrong("latent_channels", channels, "from 1 to 256");
        var scaling = file.Number("scaling_factor") ?? 0.18215;
        if (!double.IsFinite(scaling) || scaling <= 0)
            throw file.Wrong("scaling_factor", scaling, "above 0");
        var (mean, std) = (file.Numbers("latents_mean"), file.Numbers("latents_std"));
        if (mean is not null && std is not null && (mean.Count != channels || std.Count != channels))
            throw file.Wrong("latents_mean", mean.Count + " numbers long", $"{channels} numbers long, as latents_std");
        var normalised = mean is not null && std is not null;
        return new()
        {
            ScalingFactor = scaling,
            ShiftFactor = file.Number("shift_factor") ?? 0,
            LatentsMean = normalised ? mean : null,
            LatentsStd = normalised ? std : null,
            LatentChannels = channels,
            Scale = ScaleOf(file),
            ForceUpcast = file.Flag("force_upcast") ?? false,
        };
    }

    private static int ScaleOf(ConfigFile file)
    {
        const string key = "block_out_channels";
        if (file.Numbers(key) is not { } blocks)
            return 8;
        return blocks.Count is >= 1 and <= 8 ? 1 << (blocks.Count - 1) : throw file.Wrong(key, file.Node(key), "1 to 8 numbers");
    }
}
