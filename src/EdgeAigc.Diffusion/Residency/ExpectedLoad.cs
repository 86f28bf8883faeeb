using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Diffusion.Residency;

/// <summary>What a load is taken for before the first was seen.</summary>
public static class ExpectedLoad
{
    // Rather too long than too short, since promises build on it: the runtime's own start, then reading and building the networks. The
    // bundled models of 16 MB took 0.22 s when first loaded.
    private const double StartSeconds = 0.15;
    private const double BytesPerSecond = 200e6;

    /// <summary>Time in seconds from disk into memory.</summary>
    public static double Seconds(ModelFolder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return StartSeconds + (model.WeightBytes / BytesPerSecond);
    }
}
