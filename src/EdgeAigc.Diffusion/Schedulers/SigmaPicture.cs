namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>Reads the picture x₀ out of x = x₀ + σ·ε and what the network predicts from x / √(σ² + 1).</summary>
internal readonly struct SigmaPicture
{
    private readonly PredictionType _prediction;
    private readonly float _sigma;
    private readonly float _variance;
    private readonly float _velocityScale;

    public SigmaPicture(float sigma, PredictionType prediction)
    {
        _prediction = prediction;
        _sigma = sigma;
        _variance = (sigma * sigma) + 1f;
        _velocityScale = -sigma / MathF.Sqrt(_variance);
    }

    /// <summary>The picture.</summary>
    public float Of(float sample, float output) => _prediction switch
    {
        PredictionType.Epsilon => sample - (_sigma * output),
        PredictionType.Sample => output,
        _ => (output * _velocityScale) + (sample / _variance),
    };
}
