namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>What the network predicts of x_t = √ᾱ·x₀ + √(1−ᾱ)·ε. Flow matching has its own scheduler and no choice.</summary>
internal enum PredictionType
{
    /// <summary>The noise ε.</summary>
    Epsilon,

    /// <summary>The picture x₀.</summary>
    Sample,

    /// <summary>v = √ᾱ·ε − √(1−ᾱ)·x₀ (Salimans and Ho, arXiv 2202.00512, appendix D).</summary>
    Velocity,
}
