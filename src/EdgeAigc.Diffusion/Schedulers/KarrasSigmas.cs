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
}
