using EdgeAigc.Diffusion.Images;
using EdgeAigc.Diffusion.Pipelines;
using EdgeAigc.Diffusion.Tests.Images;

namespace EdgeAigc.Diffusion.Tests.Safety;

/// <summary>CLIP's preprocessing by its definition: the shorter side to 224, bicubic, the middle 224 × 224, standardised.</summary>
internal static class ClipReference
{
    private const int Side = 224;

    private static readonly double[] Mean = [0.48145466, 0.4578275, 0.40821073];
    private static readonly double[] Deviation = [0.26862954, 0.26130258, 0.27577711];

    /// <summary>Range of each value of [3, 224, 224]; for most values it is one number.</summary>
    public static (double Low, double High)[] Prepare(RgbImage picture)
    {
        var shorter = Math.Min(picture.Size.Width, picture.Size.Height);
        var size = new ImageSize(Side * picture.Size.Width / shorter, Side * picture.Size.Height / shorter);
        var (left, top) = ((size.Width - Side) / 2, (size.Height - Side) / 2);
        var values = new List<(double, double)>();
        for (var channel = 0; channel < 3; channel++)
        {
            var resized = ResamplingReference.Resize(picture, channel, size, ResamplingReference.Bicubic);
            for (var i = 0; i < Side * Side; i++)
            {
                var (low, high) = resized[top + (i / Side), left + (i % Side)];
                values.Add((Standardise(low, channel), Standardise(high, channel)));
            }
        }

        return [.. values];
    }

    private static double Standardise(int value, int channel) => ((value / 255.0) - Mean[channel]) / Deviation[channel];
}
