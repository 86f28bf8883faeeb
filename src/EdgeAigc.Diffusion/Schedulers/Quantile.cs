namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>A quantile with linear interpolation between the two nearest ranks, in float32 as <c>torch.quantile</c>
/// computes it.</summary>
internal static class Quantile
{
    /// <summary>The quantile of values, which are put in another order.</summary>
    /// <param name="values">At least one.</param>
    /// <param name="ratio">From 0, the least, to 1, the greatest.</param>
    public static float Of(Span<float> values, float ratio)
    {
        var rank = ratio * (values.Length - 1);
        var below = (int)rank;
        values.Sort();
        var low = values[below];
        var high = values[Math.Min(below + 1, values.Length - 1)];
        var weight = rank - below;
        return weight < 0.5f ? low + (weight * (high - low)) : high - ((high - low) * (1f - weight));
    }
}
