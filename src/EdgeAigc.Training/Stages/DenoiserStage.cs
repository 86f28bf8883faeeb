using EdgeAigc.Training.Networks;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Stages;

/// <summary>Trains text encoder and denoiser on normalised latents.</summary>
/// <param name="latents">What is denoised, and its captions.</param>
/// <param name="text">Text encoder.</param>
/// <param name="denoiser">Denoiser with its prior.</param>
internal sealed class DenoiserStage(CaptionedLatents latents, TextEncoder text, Denoiser denoiser)
{
    private const int Batch = 32;
    private const double Hint = 0.25;

    private readonly NoiseSchedule _schedule = new();

    public static StageSettings PriorSettings(int steps) => new(steps, Batch, WarmUp: 50, LearningRate: 2e-3, new() { AverageDecay = 0.99 });

    public static StageSettings Settings(int steps) => new(steps, Batch, WarmUp: 200, LearningRate: 1.5e-3, new());

    /// <summary>First the guess from the text alone.</summary>
    public Tensor PriorLoss(Random draws)
    {
        var drawn = latents.Draw(Batch, draws);
        return denoiser.GuessLoss(text.call(drawn.Tokens), latents.Mean(drawn));
    }

    /// <summary>v-prediction with stratified timesteps; noisier timesteps weigh more.</summary>
    public Tensor Loss(Random draws)
    {
        var drawn = latents.Draw(Batch, draws);
        var features = text.call(drawn.Tokens);
        var clean = latents.Sample(drawn);
        var timesteps = Enumerable.Range(0, Batch)
            .Select(slot => (int)((slot + draws.NextDouble()) / Batch * NoiseSchedule.Timesteps)).ToArray();
        var signal = Column(timesteps, _schedule.Signal);
        var noise = Column(timesteps, _schedule.Noise);
        var added = randn_like(clean);
        var predicted = denoiser.call((signal * clean) + (noise * added), tensor(timesteps.Select(timestep => (float)timestep).ToArray()), features);
        var velocity = (signal * added) - (noise * clean);
        var weight = 0.5 + (0.5 * noise.square());
        return (weight * (predicted - velocity).square()).mean() + (Hint * denoiser.GuessLoss(features, latents.Mean(drawn)));
    }

    private static Tensor Column(int[] timesteps, float[] table) =>
        tensor(timesteps.Select(timestep => table[timestep]).ToArray(), [timesteps.Length, 1, 1, 1]);
}
