namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>ᾱ_t = ∏ (1 − β_s) for s ≤ t, the share of the picture that is left at timestep t (Ho et al., arXiv 2006.11239,
/// equation 4). Stored in float32 and multiplied up in double, as torch does it.</summary>
internal static class NoiseTable
{
    /// <summary>The table of a configuration, one ᾱ for each timestep of training.</summary>
    /// <param name="betas">The betas.</param>
    /// <param name="zeroTerminalSnr">Whether they are rescaled first so that the last ᾱ is 0.</param>
    public static float[] AlphaBars(ReadOnlySpan<float> betas, bool zeroTerminalSnr)
    {
        var alphas = new float[betas.Length];
        for (var i = 0; i < betas.Length; i++)
            alphas[i] = 1f - betas[i];
        var products = CumulativeProduct(alphas);
        return zeroTerminalSnr ? CumulativeProduct(RescaledAlphas(products)) : products;
    }

    /// <summary>α_t whose products reach exactly 0 and keep their first value: algorithm 1 of Lin et al., arXiv 2305.08891.</summary>
    private static float[] RescaledAlphas(float[] products)
    {
        var roots = Array.ConvertAll(products, MathF.Sqrt);
        var (first, last) = (roots[0], roots[^1]);
        var alphas = new float[roots.Length];
        var previous = 1f;
        for (var i = 0; i < roots.Length; i++)
        {
            var root = (roots[i] - last) * (first / (first - last));
            var product = root * root;
            // By way of β = 1 − α, because diffusers keeps the betas.
            var beta = 1f - (product / previous);
            alphas[i] = 1f - beta;
            previous = product;
        }

        return alphas;
    }

    private static float[] CumulativeProduct(float[] values)
    {
        var product = 1.0;
        return Array.ConvertAll(values, value => (float)(product *= value));
    }
}
