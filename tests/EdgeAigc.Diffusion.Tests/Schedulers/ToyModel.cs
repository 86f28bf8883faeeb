using EdgeAigc.Diffusion.Random;
using EdgeAigc.Diffusion.Schedulers;

namespace EdgeAigc.Diffusion.Tests.Schedulers;

/// <summary>Runs a scheduler with a model made of a formula.</summary>
internal static class ToyModel
{
    private const int Batch = 4;
    private const int Inner = 3 * 8 * 8;

    /// <summary>The sample on which diffusers' own scheduler tests run: [4, 3, 8, 8], rising along the last axis moved first.</summary>
    public static float[] DeterministicSample() =>
        [.. Enumerable.Range(0, Batch * Inner).Select(k => ((k % Inner * Batch) + (k / Inner)) / (float)(Batch * Inner))];

    /// <summary>The noise of those tests: the same numbers from the other end.</summary>
    public static float[] DeterministicNoise() =>
        Array.ConvertAll(DeterministicSample(), value => ((Batch * Inner) - 1 - MathF.Round(value * Batch * Inner)) / (Batch * Inner));

    /// <summary>Runs all steps of a schedule.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="steps">Number of steps.</param>
    /// <param name="start">Latents of deviation 1; scaled here to what the schedule starts from.</param>
    /// <param name="model">Scaled latents, schedule and evaluation to prediction.</param>
    /// <param name="noise">Where noise comes from that the schedule draws.</param>
    public static float[] Run(
        INoiseScheduler scheduler,
        int steps,
        ReadOnlySpan<float> start,
        Func<float[], NoiseSchedule, int, float[]> model,
        TorchGenerator? noise = null)
    {
        var schedule = scheduler.CreateSchedule(steps);
        var sample = start.ToArray();
        for (var i = 0; i < sample.Length; i++)
            sample[i] *= schedule.InitNoiseSigma;
        RunFrom(scheduler, schedule, 0, sample, model, noise);
        return sample;
    }

    /// <summary>Runs the rest of a schedule.</summary>
    public static void RunFrom(
        INoiseScheduler scheduler,
        NoiseSchedule schedule,
        int first,
        float[] sample,
        Func<float[], NoiseSchedule, int, float[]> model,
        TorchGenerator? noise = null)
    {
        var memory = scheduler.CreateMemory(sample.Length);
        var input = new float[sample.Length];
        for (var evaluation = first; evaluation < schedule.Evaluations; evaluation++)
        {
            scheduler.ScaleModelInput(schedule, evaluation, sample, input);
            var drawn = Draw(schedule, evaluation, sample.Length, noise);
            scheduler.Step(schedule, evaluation, memory, sample, model(input, schedule, evaluation), drawn, sample);
        }
    }

    /// <summary>Fresh noise, if the evaluation draws any.</summary>
    public static float[] Draw(NoiseSchedule schedule, int evaluation, int length, TorchGenerator? noise)
    {
        if (!schedule.DrawsNoise(evaluation))
            return [];
        var drawn = new float[length];
        noise!.Normal(drawn);
        return drawn;
    }

    /// <summary>Runs a batch as diffusers' tests do: noise is drawn for the whole batch, but each picture of it is a run of its
    /// own, and the step may be given the scaled latents.</summary>
    public static void RunBatch(
        INoiseScheduler scheduler, NoiseSchedule schedule, int first, float[] sample, bool keepsScaled, TorchGenerator noise)
    {
        var memories = Enumerable.Range(0, Batch).Select(_ => scheduler.CreateMemory(Inner)).ToArray();
        for (var evaluation = first; evaluation < schedule.Evaluations; evaluation++)
        {
            var drawn = Draw(schedule, evaluation, sample.Length, noise);
            for (var b = 0; b < Batch; b++)
            {
                var picture = sample.AsSpan(b * Inner, Inner);
                var input = new float[Inner];
                scheduler.ScaleModelInput(schedule, evaluation, picture, input);
                if (keepsScaled)
                    input.CopyTo(picture);
                var part = drawn.Length > 0 ? drawn.AsSpan(b * Inner, Inner) : [];
                scheduler.Step(
                    schedule, evaluation, memories[b], picture, Fraction(input, schedule, evaluation), part, picture);
            }
        }
    }

    /// <summary>The model of diffusers' tests: x·t / (t + 1).</summary>
    public static float[] Fraction(float[] input, NoiseSchedule schedule, int evaluation)
    {
        var t = schedule.Timesteps[evaluation];
        return Array.ConvertAll(input, x => x * t / (t + 1f));
    }
}
