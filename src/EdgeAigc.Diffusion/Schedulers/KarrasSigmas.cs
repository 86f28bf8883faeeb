namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>The noise levels of Karras et al., arXiv 2206.00364, equation 5, with ρ = 7.</summary>
internal static class KarrasSigmas
{
    private const double Rho = 7;

    /// <summary>Levels from the highest to the lowest, evenly spaced in σ^(1/ρ).</summary>
    public static double[] Between(double low, double high, int steps)
    {
        var (lowRoot, highRoot) = (Math.Pow(low, 1 / Rho), Math.Pow(high, 1 / Rho));
        var sigmas = new double[steps];
        for (var i = 0; i < steps; i++)
        {
            var ramp = steps == 1 ? 0 : (double)i / (steps - 1);
            sigmas[i] = Math.Pow(highRoot + (ramp * (lowRoot - highRoot)), Rho);
        }

        return sigmas;
    }

    /// <summary>The timestep whose σ it is, linear in log σ between the entries of an ascending table.</summary>
    public static double TimestepOf(double sigma, ReadOnlySpan<float> table)
    {
        var found = table.BinarySearch((float)sigma);
        var low = Math.Clamp(found >= 0 ? found : ~found - 1, 0, table.Length - 2);
        var (logLow, logHigh) = (Math.Log(table[low]), Math.Log(table[low + 1]));
        return low + Math.Clamp((Math.Log(Math.Max(sigma, 1e-10)) - logLow) / (logHigh - logLow), 0, 1);
    }
}
