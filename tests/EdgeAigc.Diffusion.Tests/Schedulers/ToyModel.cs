using EdgeAigc.Diffusion.Schedulers;

namespace EdgeAigc.Diffusion.Tests.Schedulers;

/// <summary>Runs a scheduler with a model made of a formula.</summary>
internal static class ToyModel
{
    /// <summary>The sample on which diffusers' own scheduler tests run: [4, 3, 8, 8], rising along the last axis moved first.</summary>
    public static float[] DeterministicSample()
    {
        const int batch = 4;
        const int inner = 3 * 8 * 8;
        var sample = new float[batch * inner];
        for (var b = 0; b < batch; b++)
        {
            for (var i = 0; i < inner; i++)
                sample[(b * inner) + i] = ((i * batch) + b) / (float)sample.Length;
        }

        return sample;
    }

    /// <summary>Runs all steps of a schedule.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="steps">Number of steps.</param>
    /// <param name="start">Latents of deviation 1; scaled here to what the schedule starts from.</param>
    /// <param name="model">Scaled latents, schedule and step to prediction.</param>
    public static float[] Run(
        INoiseScheduler scheduler, int steps, ReadOnlySpan<float> start, Func<float[], NoiseSchedule, int, float[]> model)
    {
        var schedule = scheduler.CreateSchedule(steps);
        var sample = start.ToArray();
        for (var i = 0; i < sample.Length; i++)
            sample[i] *= schedule.InitNoiseSigma;
        var input = new float[sample.Length];
        for (var step = 0; step < steps; step++)
        {
            scheduler.ScaleModelInput(schedule, step, sample, input);
            scheduler.Step(schedule, step, SchedulerMemory.None, sample, model(input, schedule, step), [], sample);
        }

        return sample;
    }

    /// <summary>The model of diffusers' tests: x·t / (t + 1).</summary>
    public static float[] Fraction(float[] input, NoiseSchedule schedule, int step)
    {
        var t = schedule.Timesteps[step];
        return Array.ConvertAll(input, x => x * t / (t + 1f));
    }
}
