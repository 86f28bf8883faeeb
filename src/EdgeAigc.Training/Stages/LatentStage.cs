using EdgeAigc.Training.Networks;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Stages;

/// <summary>Trains latent encoder and decoder to carry pictures through an 8×8 latent of 8 channels.</summary>
internal sealed class LatentStage(LatentEncoder encoder, LatentDecoder decoder, Tensor pictures)
{
    private const double KullbackLeibler = 3e-3;
    private const double Gradient = 0.25;
    private const double Coarse = 0.5;

    public static StageSettings Settings(int steps) =>
        new(steps, Batch: 8, WarmUp: 100, LearningRate: 2e-3, new() { AverageDecay = 0.995 });

    public Tensor Loss(Random draws)
    {
        var indices = Enumerable.Range(0, 8).Select(_ => draws.NextInt64(pictures.shape[0])).ToArray();
        var batch = pictures.index_select(0, tensor(indices));
        if (draws.Next(2) == 0)
            batch = batch.flip(3);
        var parts = encoder.call(batch).chunk(2, dim: 1);
        var latent = parts[0] + (randn_like(parts[0]) * (parts[1] * 0.5).exp());
        var error = decoder.call(latent) - batch;
        var divergence = 0.5 * (parts[0].square() + parts[1].exp() - 1 - parts[1]).mean();
        return error.abs().mean()
            + (Gradient * (Slope(error, 2) + Slope(error, 3)))
            + (Coarse * nn.functional.avg_pool2d(error, 4).abs().mean())
            + (KullbackLeibler * divergence);
    }

    private static Tensor Slope(Tensor error, long axis)
    {
        var length = error.shape[axis];
        return (error.narrow(axis, 1, length - 1) - error.narrow(axis, 0, length - 1)).abs().mean();
    }
}
