namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>σ = √((1−ᾱ)/ᾱ) at each timestep of training, rising.</summary>
internal sealed class SigmaTable
{
    private readonly float[] _sigmas;

    public SigmaTable(SchedulerConfig config)
    {
        var alphaBars = NoiseTable.AlphaBars(BetaSchedules.Create(config), config.RescaleBetasZeroSnr);
        _sigmas = Array.ConvertAll(alphaBars, SigmaOfAlphaBar);
    }

    /// <summary>T.</summary>
    public int Length => _sigmas.Length;

    /// <summary>σ of timestep 0.</summary>
    public float Smallest => _sigmas[0];

    /// <summary>σ of timestep T − 1.</summary>
    public float Largest => _sigmas[^1];

    /// <summary>How many timesteps have a log-SNR λ = −ln σ of at least a bound.</summary>
    public int CountAbove(double logSnr) => _sigmas.Count(sigma => -Math.Log(sigma) >= logSnr);

    /// <summary>σ at a timestep, linear between the entries of the table.</summary>
    public double At(double timestep)
    {
        var low = Math.Min((int)timestep, _sigmas.Length - 1);
        var high = Math.Min(low + 1, _sigmas.Length - 1);
        return _sigmas[low] + ((timestep - low) * ((double)_sigmas[high] - _sigmas[low]));
    }

    /// <summary>The timestep that has a σ, linear in ln σ between the entries of the table.</summary>
    public double TimestepOf(double sigma)
    {
        var found = Array.BinarySearch(_sigmas, (float)sigma);
        var low = Math.Clamp(found >= 0 ? found : ~found - 1, 0, _sigmas.Length - 2);
        var (logLow, logHigh) = (Math.Log(_sigmas[low]), Math.Log(_sigmas[low + 1]));
        return low + Math.Clamp((Math.Log(Math.Max(sigma, 1e-10)) - logLow) / (logHigh - logLow), 0, 1);
    }

    /// <summary>A terminal signal of zero counts as 2⁻²⁴, so that σ stays finite.</summary>
    private static float SigmaOfAlphaBar(float alphaBar)
    {
        var signal = alphaBar > 0 ? alphaBar : MathF.ScaleB(1f, -24);
        return MathF.Sqrt((1f - signal) / signal);
    }
}
