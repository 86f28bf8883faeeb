namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>How a scheduler bounds the pictures that it is told: not at all, to a fixed range, or by dynamic thresholding
/// (Saharia et al., arXiv 2205.11487, section 2.3), which clips to a quantile s ≥ 1 of the picture's magnitudes and divides
/// by it. Thresholding wins over the fixed range.</summary>
internal sealed class PictureBounds
{
    private readonly PictureBound _fixed;
    private readonly DynamicThresholding? _dynamic;

    /// <param name="config">The configuration.</param>
    /// <param name="clips">Whether the class clips when the configuration does not say; null where it never clips.</param>
    public PictureBounds(SchedulerConfig config, bool? clips)
    {
        var limit = clips is { } byDefault && (config.ClipSample ?? byDefault) ? (float)config.ClipSampleRange : float.PositiveInfinity;
        _fixed = new(limit, 1f);
        _dynamic = config.Thresholding;
    }

    /// <summary>Whether <see cref="Of"/> needs room for the magnitudes.</summary>
    public bool NeedsScratch => _dynamic is not null;

    /// <summary>The bound of the picture that the network sees in a sample.</summary>
    public PictureBound Of(
        NoiseScales scales,
        PredictionType kind,
        ReadOnlySpan<float> sample,
        ReadOnlySpan<float> prediction,
        SchedulerMemory memory)
    {
        if (_dynamic is not { } dynamic)
            return _fixed;
        var magnitudes = memory.Scratch;
        for (var i = 0; i < magnitudes.Length; i++)
            magnitudes[i] = MathF.Abs(scales.Picture(kind, sample[i], prediction[i]));
        // In this order, as torch.clamp has it: an upper bound below 1 wins.
        var limit = MathF.Min(MathF.Max(Quantile.Of(magnitudes, (float)dynamic.Ratio), 1f), (float)dynamic.MaxValue);
        return new(limit, limit);
    }
}
