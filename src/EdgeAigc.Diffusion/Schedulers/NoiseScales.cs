namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>A noise level of a variance-preserving process, whose latents are x = signal·x₀ + deviation·ε with
/// signal² + deviation² = 1.</summary>
/// <param name="Signal">Share of the picture, √ᾱ.</param>
/// <param name="Deviation">Share of the noise, √(1−ᾱ).</param>
internal readonly record struct NoiseScales(float Signal, float Deviation)
{
    /// <summary>The level of an ᾱ.</summary>
    public static NoiseScales OfAlphaBar(float alphaBar) => new(MathF.Sqrt(alphaBar), MathF.Sqrt(1f - alphaBar));

    /// <summary>The level of a σ = √((1−ᾱ)/ᾱ).</summary>
    public static NoiseScales OfSigma(float sigma)
    {
        var signal = 1f / MathF.Sqrt((sigma * sigma) + 1f);
        return new(signal, sigma * signal);
    }

    /// <summary>The picture x₀ that the network sees.</summary>
    public float Picture(PredictionType prediction, float sample, float output) => prediction switch
    {
        PredictionType.Epsilon => (sample - (Deviation * output)) / Signal,
        PredictionType.Sample => output,
        _ => (Signal * sample) - (Deviation * output),
    };

    /// <summary>The noise ε that the network sees.</summary>
    public float Noise(PredictionType prediction, float sample, float output) => prediction switch
    {
        PredictionType.Epsilon => output,
        PredictionType.Sample => (sample - (Signal * output)) / Deviation,
        _ => (Signal * output) + (Deviation * sample),
    };
}
