using EdgeAigc.Training.Networks;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Stages;

/// <summary>One halving of progressive distillation (Salimans and Ho, arXiv 2202.00512, algorithm 2): from the noise level of
/// one of its timesteps, the student goes in one DDIM step to where the teacher gets in two.</summary>
/// <param name="latents">What is denoised, and its captions.</param>
/// <param name="text">Text encoder; stays as it is.</param>
/// <param name="teacher">Does twice as many steps; stays as it is.</param>
/// <param name="student">Learns.</param>
/// <param name="steps">Denoising steps of the student; divides the timesteps.</param>
/// <param name="guidance">Guidance scale of the teacher; 1 is none.</param>
internal sealed class HalvingStage(
    CaptionedLatents latents,
    TextEncoder text,
    nn.Module<Tensor, Tensor, Tensor, Tensor> teacher,
    nn.Module<Tensor, Tensor, Tensor, Tensor> student,
    int steps,
    double guidance)
{
    private const int Batch = 32;

    private readonly NoiseSchedule _schedule = new();

    public static StageSettings Settings(int optimizerSteps) => new(optimizerSteps, Batch, WarmUp: 50, LearningRate: 5e-4, new() { AverageDecay = 0.995 });

    public Tensor Loss(Random draws)
    {
        var batch = latents.Draw(Batch, draws);
        var clean = latents.Sample(batch);
        var stride = NoiseSchedule.Timesteps / steps;
        var starts = Enumerable.Range(0, Batch).Select(_ => NoiseSchedule.Timesteps - 1 - (draws.Next(steps) * stride)).ToArray();
        var middles = Array.ConvertAll(starts, start => start - (stride / 2));
        var ends = Array.ConvertAll(starts, start => start - stride);
        var (signal, noise) = Level(starts);
        var noisy = (signal * clean) + (noise * randn_like(clean));

        Tensor features, target;
        using (no_grad())
        {
            features = text.call(batch.Tokens);
            using var empty = text.call(latents.EmptyTokens(Batch));
            var halfway = Move(noisy, Guided(noisy, starts, features, empty), starts, middles);
            var end = Move(halfway, Guided(halfway, middles, features, empty), middles, ends);
            var (endSignal, endNoise) = Level(ends);
            target = (end - (noisy * ((endSignal * signal) + (endNoise * noise)))) / ((endNoise * signal) - (endSignal * noise));
        }

        return nn.functional.mse_loss(student.call(noisy, Timesteps(starts), features), target);
    }

    private Tensor Guided(Tensor noisy, int[] timesteps, Tensor features, Tensor empty)
    {
        var positive = teacher.call(noisy, Timesteps(timesteps), features);
        if (guidance <= 1)
            return positive;
        var negative = teacher.call(noisy, Timesteps(timesteps), empty);
        return negative + (guidance * (positive - negative));
    }

    // A DDIM step in the angle of v-prediction: x₀ = αx − σv and ε = σx + αv.
    private Tensor Move(Tensor noisy, Tensor velocity, int[] from, int[] to)
    {
        var (signal, noise) = Level(from);
        var (nextSignal, nextNoise) = Level(to);
        return (nextSignal * ((signal * noisy) - (noise * velocity))) + (nextNoise * ((noise * noisy) + (signal * velocity)));
    }

    private static Tensor Timesteps(int[] timesteps) => tensor(Array.ConvertAll(timesteps, timestep => (float)timestep));

    // Behind the last timestep there is no noise left.
    private (Tensor Signal, Tensor Noise) Level(int[] timesteps) => (
        Column(timesteps, timestep => timestep < 0 ? 1 : _schedule.Signal[timestep]),
        Column(timesteps, timestep => timestep < 0 ? 0 : _schedule.Noise[timestep]));

    private static Tensor Column(int[] timesteps, Func<int, float> level) =>
        tensor(timesteps.Select(level).ToArray(), [timesteps.Length, 1, 1, 1]);
}
