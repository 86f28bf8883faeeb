using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>Options of dynamic thresholding.</summary>
internal sealed record DynamicThresholding
{
    /// <summary>Quantile of the magnitudes that becomes the bound.</summary>
    public double Ratio { get; init; } = 0.995;

    /// <summary>Largest bound.</summary>
    public double MaxValue { get; init; } = 1;

    /// <summary>The options of a file, or null where it does not threshold.</summary>
    public static DynamicThresholding? Read(ConfigFile file)
    {
        if (file.Flag("thresholding") is not true)
            return null;
        var options = new DynamicThresholding();
        options = new()
        {
            Ratio = file.Number("dynamic_thresholding_ratio") ?? options.Ratio,
            MaxValue = file.Number("sample_max_value") ?? options.MaxValue,
        };
        if (options.Ratio is not (>= 0 and <= 1))
            throw file.Wrong("dynamic_thresholding_ratio", options.Ratio, "from 0 to 1");
        if (options.MaxValue is not (> 0 and < double.PositiveInfinity))
            throw file.Wrong("sample_max_value", options.MaxValue, "above 0");
        return options;
    }
}
