namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>The transfer of latents from one ᾱ to another along a noise: Liu et al., arXiv 2202.09778, equation 11 (9 in its
/// first version).</summary>
internal readonly struct PndmTransfer
{
    private readonly NoiseScales _from;
    private readonly float _sampleScale;
    private readonly float _change;
    private readonly float _divisor;

    public PndmTransfer(float from, float to)
    {
        _from = NoiseScales.OfAlphaBar(from);
        _sampleScale = MathF.Sqrt(to / from);
        _change = to - from;
        _divisor = (from * MathF.Sqrt(1f - to)) + MathF.Sqrt(from * (1f - from) * to);
    }

    /// <summary>Moves a value.</summary>
    /// <param name="prediction">What the network predicts; a velocity becomes the noise of the sample that is moved.</param>
    /// <param name="sample">The value.</param>
    /// <param name="output">Combined outputs of the network.</param>
    public float Apply(PredictionType prediction, float sample, float output) =>
        (_sampleScale * sample) - (_change * _from.Noise(prediction, sample, output) / _divisor);
}
