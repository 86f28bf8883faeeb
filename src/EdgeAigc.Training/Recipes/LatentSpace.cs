using EdgeAigc.Training.Data;
using EdgeAigc.Training.Export;
using EdgeAigc.Training.Networks;
using EdgeAigc.Training.Stages;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Recipes;

/// <summary>The latent space that all styles share, and how well it carries pictures.</summary>
internal sealed class LatentSpace : IDisposable
{
    private readonly LatentEncoder _encoder = new();

    /// <summary>Pictures to latents; part of models that can start from a picture.</summary>
    public LatentEncoder Encoder => _encoder;

    /// <summary>Latents to pictures; part of every model.</summary>
    public LatentDecoder Decoder { get; } = new();

    /// <summary>How latents are normalised.</summary>
    public LatentScale Scale { get; private set; } = new([], []);

    /// <summary>How its training ended.</summary>
    public StageResult Result { get; private set; } = new("latent", 0, 0, 0, TimeSpan.Zero);

    /// <summary>Learns the space from pictures, or goes on where the last run stopped.</summary>
    /// <param name="pictures">Pictures [count, 3, 64, 64].</param>
    /// <param name="runner">Runs the steps.</param>
    /// <param name="steps">Optimiser steps.</param>
    /// <param name="cancellationToken">Stops with a checkpoint.</param>
    public void Train(Tensor pictures, StageRunner runner, int steps, CancellationToken cancellationToken)
    {
        var stage = new LatentStage(_encoder, Decoder, pictures);
        Result = runner.Run("latent", [_encoder, Decoder], LatentStage.Settings(steps), stage.Loss, cancellationToken);
        var (mean, deviation) = Encode(pictures);
        using (mean)
        using (deviation)
            Scale = LatentScale.Of(mean);
    }

    /// <summary>Normalised mean and deviation of pictures' latents: two tensors [count, 8, 8, 8].</summary>
    public (Tensor Mean, Tensor Deviation) Normalised(Tensor pictures)
    {
        using var scope = NewDisposeScope();
        var (mean, deviation) = Encode(pictures);
        return (
            ((mean - Scale.MeanTensor) / Scale.DeviationTensor).MoveToOuterDisposeScope(),
            (deviation / Scale.DeviationTensor).MoveToOuterDisposeScope());
    }

    /// <summary>Peak signal-to-noise ratio of the reconstructions in dB, over values in 0…1.</summary>
    /// <param name="paths">Pictures, seen in training or not.</param>
    public double ReconstructionDecibels(IReadOnlyList<string> paths)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var pictures = Pictures.Read(paths);
        var squares = pictures.split(64).Sum(batch =>
            (Decoder.call(_encoder.call(batch).chunk(2, dim: 1)[0]).clamp(-1, 1) - batch).square().sum().item<float>() / 4.0);
        return -10 * Math.Log10(squares / pictures.numel());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _encoder.Dispose();
        Decoder.Dispose();
    }

    private (Tensor Mean, Tensor Deviation) Encode(Tensor pictures)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var encoded = cat([.. pictures.split(64).Select(batch => _encoder.call(batch))]);
        var parts = encoded.chunk(2, dim: 1);
        return (parts[0].clone().MoveToOuterDisposeScope(), (parts[1] * 0.5).exp().MoveToOuterDisposeScope());
    }
}
