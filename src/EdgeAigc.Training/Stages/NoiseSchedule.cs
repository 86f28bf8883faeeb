namespace EdgeAigc.Training.Stages;

/// <summary>
/// The cosine schedule of arXiv 2102.09672, eq. 17, with betas clipped at 0.999, in the float32 arithmetic that readers
/// of the exported betas use.
/// </summary>
internal sealed class NoiseSchedule
{
    public const int Timesteps = 1000;
    private const double Offset = 0.008;

    public NoiseSchedule()
    {
        var cumulative = 1f;
        for (var timestep = 0; timestep < Timesteps; timestep++)
        {
            Betas[timestep] = (float)Math.Min(0.999, 1 - (AlphaBar((timestep + 1.0) / Timesteps) / AlphaBar((double)timestep / Timesteps)));
            cumulative *= 1 - Betas[timestep];
            Signal[timestep] = MathF.Sqrt(cumulative);
            Noise[timestep] = MathF.Sqrt(1 - cumulative);
        }
    }

    /// <summary>Variance added by each timestep.</summary>
    public float[] Betas { get; } = new float[Timesteps];

    /// <summary>√ᾱ at each timestep.</summary>
    public float[] Signal { get; } = new float[Timesteps];

    /// <summary>√(1 − ᾱ) at each timestep.</summary>
    public float[] Noise { get; } = new float[Timesteps];

    private static double AlphaBar(double time)
    {
        var cosine = Math.Cos((time + Offset) / (1 + Offset) * Math.PI / 2);
        return cosine * cosine;
    }
}
