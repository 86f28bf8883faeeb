using System.Numerics.Tensors;
using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Diffusion.Latents;

/// <summary>Between the latents of a VAE and those of the denoising network, which are scaled to a deviation of about 1 (Rombach
/// et al., arXiv 2112.10752, appendix G): (x − shift)·scaling, or (x − mean)·scaling/deviation channel by channel where the
/// VAE states them.</summary>
/// <param name="config">Configuration of the VAE.</param>
internal sealed class LatentScaling(VaeConfig config)
{
    private readonly float _scaling = (float)config.ScalingFactor;

    /// <summary>From the VAE's scale to the network's.</summary>
    /// <param name="latents">Latents [C, h, w].</param>
    /// <param name="destination">Takes the result; may be the latents themselves.</param>
    public void Scale(ReadOnlySpan<float> latents, Span<float> destination)
    {
        var plane = latents.Length / config.LatentChannels;
        for (var channel = 0; channel < config.LatentChannels; channel++)
        {
            var to = destination.Slice(channel * plane, plane);
            TensorPrimitives.Subtract(latents.Slice(channel * plane, plane), Offset(channel), to);
            TensorPrimitives.Multiply(to, _scaling, to);
            if (config.LatentsStd is { } deviation)
                TensorPrimitives.Divide(to, (float)deviation[channel], to);
        }
    }

    /// <summary>From the network's scale to the VAE's.</summary>
    /// <inheritdoc cref="Scale"/>
    public void Unscale(ReadOnlySpan<float> latents, Span<float> destination)
    {
        var plane = latents.Length / config.LatentChannels;
        for (var channel = 0; channel < config.LatentChannels; channel++)
        {
            var from = latents.Slice(channel * plane, plane);
            var to = destination.Slice(channel * plane, plane);
            if (config.LatentsStd is { } deviation)
                TensorPrimitives.Multiply(from, (float)deviation[channel], to);
            else
                from.CopyTo(to);
            TensorPrimitives.Divide(to, _scaling, to);
            TensorPrimitives.Add(to, Offset(channel), to);
        }
    }

    private float Offset(int channel) => (float)(config.LatentsMean?[channel] ?? config.ShiftFactor);
}
