using EdgeAigc.Diffusion.Schedulers;

namespace EdgeAigc.Diffusion.Tests.Schedulers;

/// <summary>A noise level in double. Pictures and noises come from the definition x = α·x₀ + σ·ε alone.</summary>
internal readonly record struct ReferenceLevel(double AlphaBar)
{
    public double Alpha => Math.Sqrt(AlphaBar);

    public double Sigma => Math.Sqrt(1 - AlphaBar);

    /// <summary>σ/α, the level in the variables of Karras et al.</summary>
    public double Ratio => Sigma / Alpha;

    public double LogSnr => Math.Log(Alpha / Sigma);

    public static ReferenceLevel OfRatio(double ratio) => new(1 / (1 + (ratio * ratio)));

    /// <summary>x₀ and ε of latents α·x₀ + σ·ε.</summary>
    public (double Picture, double Noise) Read(string prediction, double sample, double output)
    {
        switch (prediction)
        {
            case "epsilon":
                return ((sample - (Sigma * output)) / Alpha, output);
            case "sample":
                return (output, (sample - (Alpha * output)) / Sigma);
            default:
                // v = α·ε − σ·x₀ turned back by the angle whose cosine is α.
                return ((Alpha * sample) - (Sigma * output), (Sigma * sample) + (Alpha * output));
        }
    }

    /// <summary>x₀ of latents x₀ + (σ/α)·ε of which the network is shown α·x.</summary>
    public double ReadPicture(string prediction, double sample, double output) => Read(prediction, Alpha * sample, output).Picture;

    /// <summary>The table of torch, which another test holds bit for bit.</summary>
    public static double[] Table(double betaStart, double betaEnd, string schedule) => Array.ConvertAll(
        NoiseTable.AlphaBars(
            BetaSchedules.Create(new() { BetaStart = betaStart, BetaEnd = betaEnd, BetaSchedule = schedule }), zeroTerminalSnr: false),
        value => (double)value);
}
