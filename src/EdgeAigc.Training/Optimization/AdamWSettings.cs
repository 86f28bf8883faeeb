namespace EdgeAigc.Training.Optimization;

/// <summary>Constants of the optimiser.</summary>
internal sealed record AdamWSettings
{
    public float Beta1 { get; init; } = 0.9f;

    public float Beta2 { get; init; } = 0.99f;

    public float WeightDecay { get; init; } = 0.01f;

    public double MaxGradientNorm { get; init; } = 1;

    /// <summary>Share of the old value in the moving average of the parameters, once enough steps are made.</summary>
    public double AverageDecay { get; init; } = 0.999;
}
