using static TorchSharp.torch;

namespace EdgeAigc.Training.Export;

/// <summary>Mean and deviation of each latent channel over the training pictures; the denoiser sees (latent − mean) / deviation.</summary>
internal sealed record LatentScale(float[] Mean, float[] Deviation)
{
    /// <summary>Measures latents [count, channels, h, w].</summary>
    public static LatentScale Of(Tensor latents)
    {
        using var scope = NewDisposeScope();
        return new(
            latents.mean([0, 2, 3]).data<float>().ToArray(),
            latents.transpose(0, 1).flatten(1).std(1).data<float>().ToArray());
    }

    public Tensor MeanTensor => tensor(Mean, [1, Mean.Length, 1, 1]);

    public Tensor DeviationTensor => tensor(Deviation, [1, Deviation.Length, 1, 1]);
}
