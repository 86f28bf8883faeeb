namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>A sampler as a table and a pure step. It keeps nothing of a request, so one instance serves requests at any
/// step, in any order, from any thread. Spans of one call have one length; a destination may be the sample itself.</summary>
internal interface INoiseScheduler
{
    /// <summary>Makes the table of a run.</summary>
    /// <param name="steps">Denoising steps, from 1 to the timesteps of training.</param>
    NoiseSchedule CreateSchedule(int steps);

    /// <summary>Scales the latents to what the network was trained on.</summary>
    /// <param name="schedule">The run.</param>
    /// <param name="index">The step, from 0.</param>
    /// <param name="sample">Latents before the step.</param>
    /// <param name="destination">Input of the network.</param>
    void ScaleModelInput(NoiseSchedule schedule, int index, ReadOnlySpan<float> sample, Span<float> destination);

    /// <summary>Takes the latents one step towards the picture.</summary>
    /// <param name="schedule">The run.</param>
    /// <param name="index">The step, from 0.</param>
    /// <param name="memory">m</param>
    /// <param name="sample">Latents before the step, not scaled.</param>
    /// <param name="prediction">Output of the network, guidance applied.</param>
    /// <param name="noise">Fresh standard normal noise; empty for samplers that are deterministic.</param>
    /// <param name="destination">Latents after the step.</param>
    void Step(
        NoiseSchedule schedule,
        int index,
        SchedulerMemory memory,
        ReadOnlySpan<float> sample,
        ReadOnlySpan<float> prediction,
        ReadOnlySpan<float> noise,
        Span<float> destination);

    SchedulerMemory CreateMemory(int length) => SchedulerMemory.None;
    void Denoised(NoiseSchedule schedule, int evaluation, ReadOnlySpan<float> sample, ReadOnlySpan<float> prediction, Span<float> destination) => sample.CopyTo(destination);
    void AddNoise(NoiseSchedule schedule, int evaluation, ReadOnlySpan<float> original, ReadOnlySpan<float> noise, Span<float> destination) => original.CopyTo(destination);
    int MaxSteps => 1000;
}
