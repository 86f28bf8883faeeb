using EdgeAigc.Training.Data;
using EdgeAigc.Training.Networks;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Stages;

/// <summary>Trains text encoder and denoiser on normalised latents.</summary>
/// <param name="text">Text encoder.</param>
/// <param name="denoiser">Denoiser with its prior.</param>
/// <param name="mean">Normalised latent means [count, 8, 8, 8].</param>
/// <param name="deviation">Their deviations, in the same units.</param>
/// <param name="captions">What the pictures are called.</param>
/// <param name="tokenize">Caption → 12 token ids.</param>
internal sealed class DenoiserStage(
    TextEncoder text, Denoiser denoiser, Tensor mean, Tensor deviation, Captions captions, Func<string, long[]> tokenize)
{
    private const int Batch = 32;
    private const double Hint = 0.25;

    private readonly NoiseSchedule _schedule = new();

    public static StageSettings PriorSettings(int steps) => new(steps, Batch, WarmUp: 50, LearningRate: 2e-3, new() { AverageDecay = 0.99 });

    public static StageSettings Settings(int steps) => new(steps, Batch, WarmUp: 200, LearningRate: 1.5e-3, new());

    /// <summary>First the guess from the text alone.</summary>
    public Tensor PriorLoss(Random draws)
    {
        var (indices, features) = Draw(draws);
        return nn.functional.mse_loss(denoiser.Guess(features), mean.index_select(0, indices));
    }

    /// <summary>v-prediction with stratified timesteps; noisier timesteps weigh more.</summary>
    public Tensor Loss(Random draws)
    {
        var (indices, features) = Draw(draws);
        var clean = mean.index_select(0, indices);
        clean = clean + (0.5 * deviation.index_select(0, indices) * randn_like(clean));
        var timesteps = Enumerable.Range(0, Batch)
            .Select(slot => (int)((slot + draws.NextDouble()) / Batch * NoiseSchedule.Timesteps)).ToArray();
        var signal = Column(timesteps, _schedule.Signal);
        var noise = Column(timesteps, _schedule.Noise);
        var drawn = randn_like(clean);
        var predicted = denoiser.call((signal * clean) + (noise * drawn), tensor(timesteps.Select(timestep => (float)timestep).ToArray()), features);
        var velocity = (signal * drawn) - (noise * clean);
        var weight = 0.5 + (0.5 * noise.square());
        var guess = nn.functional.mse_loss(denoiser.Guess(features), mean.index_select(0, indices));
        return (weight * (predicted - velocity).square()).mean() + (Hint * guess);
    }

    private (Tensor Indices, Tensor Features) Draw(Random draws)
    {
        var indices = Enumerable.Range(0, Batch).Select(_ => draws.Next((int)mean.shape[0])).ToArray();
        var tokens = indices.SelectMany(index => tokenize(captions.Draw(index, draws))).ToArray();
        return (tensor(indices.Select(index => (long)index).ToArray()), text.call(tensor(tokens, [Batch, TextEncoder.Tokens])));
    }

    private static Tensor Column(int[] timesteps, float[] table) =>
        tensor(timesteps.Select(timestep => table[timestep]).ToArray(), [timesteps.Length, 1, 1, 1]);
}
