namespace EdgeAigc.Diffusion.Images;

/// <summary>An interpolation kernel: how much a source pixel counts by its distance.</summary>
/// <param name="Support">Distance in source pixels from which on nothing counts.</param>
/// <param name="Weight">The kernel; symmetric, and 0 beyond the support.</param>
internal sealed record ResamplingFilter(double Support, Func<double, double> Weight)
{
    /// <summary>Lanczos with three lobes, sinc(x)·sinc(x/3) (Duchon, 1979): sharp, for pictures that people look at.</summary>
    public static ResamplingFilter Lanczos3 { get; } = new(3, x => Math.Abs(x) < 3 ? Sinc(x) * Sinc(x / 3) : 0);

    /// <summary>Cubic convolution with a = −1/2 (Keys, 1981), the bicubic filter of Pillow and hence of CLIP's preprocessing.</summary>
    public static ResamplingFilter Bicubic { get; } = new(2, x => Keys(Math.Abs(x)));

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    private static double Keys(double x) => x switch
    {
        < 1 => (((1.5 * x) - 2.5) * x * x) + 1,
        < 2 => (((((-0.5 * x) + 2.5) * x) - 4) * x) + 2,
        _ => 0,
    };
}
