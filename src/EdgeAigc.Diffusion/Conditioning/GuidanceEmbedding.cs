namespace EdgeAigc.Diffusion.Conditioning;

/// <summary>The guidance scale as latent consistency models are told it (Luo et al., arXiv 2310.04378, section 4.3): the
/// sinusoidal embedding of Vaswani et al. (arXiv 1706.03762, section 3.5) of ω = w − 1 in thousandths.</summary>
internal static class GuidanceEmbedding
{
    private const float Thousand = 1000f;
    private const double LongestPeriod = 10_000;

    /// <param name="guidance">w, the guidance scale.</param>
    /// <param name="width">D, 4 or more.</param>
    /// <returns>Sines, then cosines; a zero at the end when D is odd. In float32 step by step, as the models were trained: the
    /// angles are so large that rounding shows.</returns>
    public static float[] Of(double guidance, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 4);
        var half = width / 2;
        var decay = (float)-(Math.Log(LongestPeriod) / (half - 1));
        var omega = (float)(guidance - 1) * Thousand;
        var embedding = new float[width];
        for (var i = 0; i < half; i++)
            (embedding[i], embedding[half + i]) = MathF.SinCos(omega * MathF.Exp(i * decay));
        return embedding;
    }
}
