using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>Options of flow matching.</summary>
internal sealed record FlowOptions
{
    /// <summary>Fixed shift of the noise levels towards the noisy end (Esser et al., arXiv 2403.03206, equation 23).</summary>
    public double Shift { get; init; } = 1;

    /// <summary>Whether the shift depends on the size of the image instead.</summary>
    public bool UseDynamicShifting { get; init; }

    /// <summary>Logarithm of the shift at <see cref="BaseImageTokens"/>.</summary>
    public double BaseShift { get; init; } = 0.5;

    /// <summary>Logarithm of the shift at <see cref="MaxImageTokens"/>.</summary>
    public double MaxShift { get; init; } = 1.15;

    /// <summary>Tokens of a small image.</summary>
    public int BaseImageTokens { get; init; } = 256;

    /// <summary>Tokens of a large image.</summary>
    public int MaxImageTokens { get; init; } = 4096;

    /// <summary>What the lowest level is stretched to; null leaves it.</summary>
    public double? ShiftTerminal { get; init; }

    /// <summary>The options of a file.</summary>
    public static FlowOptions Read(ConfigFile file)
    {
        var defaults = new FlowOptions();
        var options = new FlowOptions
        {
            Shift = file.Number("shift") ?? defaults.Shift,
            UseDynamicShifting = file.Flag("use_dynamic_shifting") ?? defaults.UseDynamicShifting,
            BaseShift = file.Number("base_shift") ?? defaults.BaseShift,
            MaxShift = file.Number("max_shift") ?? defaults.MaxShift,
            BaseImageTokens = file.Integer("base_image_seq_len") ?? defaults.BaseImageTokens,
            MaxImageTokens = file.Integer("max_image_seq_len") ?? defaults.MaxImageTokens,
            ShiftTerminal = file.Number("shift_terminal") is { } terminal and not 0 ? terminal : null,
        };
        if (options.Shift is not (> 0 and < double.PositiveInfinity))
            throw file.Wrong("shift", options.Shift, "above 0");
        if (options.MaxImageTokens <= options.BaseImageTokens)
            throw file.Wrong("max_image_seq_len", options.MaxImageTokens, $"above base_image_seq_len, {options.BaseImageTokens}");
        if (options.ShiftTerminal is not (null or (> 0 and < 1)))
            throw file.Wrong("shift_terminal", options.ShiftTerminal, "between 0 and 1");
        return options;
    }
}
