namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>A sampler as a table and a pure step. It keeps nothing of a request, so one instance serves requests at any
/// step, in any order, from any thread; what a multistep method remembers lives in the <see cref="SchedulerMemory"/> of the
/// request. Spans of one call have one length; a destination may be the sample itself. No call but
/// <see cref="CreateSchedule"/> and <see cref="CreateMemory"/> allocates.</summary>
/// <remarks>An evaluation is one run of the network. Most samplers need one for a denoising step, some need more.</remarks>
internal interface INoiseScheduler
{
    /// <summary>Fewest steps that a run may have.</summary>
    int MinSteps => 1;

    /// <summary>Most steps that a run may have.</summary>
    int MaxSteps { get; }

    /// <summary>Makes the table of a run.</summary>
    /// <param name="steps">Denoising steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">The steps are not within <see cref="MinSteps"/> … <see cref="MaxSteps"/>.</exception>
    NoiseSchedule CreateSchedule(int steps);

    /// <summary>Makes what a request keeps between evaluations; a new run, also one that starts in the middle, needs a new one.</summary>
    /// <param name="length">Values in the latents.</param>
    SchedulerMemory CreateMemory(int length);

    /// <summary>Scales the latents to what the network was trained on.</summary>
    /// <param name="schedule">The run.</param>
    /// <param name="evaluation">The evaluation, from 0.</param>
    /// <param name="sample">Latents before the evaluation.</param>
    /// <param name="destination">Input of the network.</param>
    void ScaleModelInput(NoiseSchedule schedule, int evaluation, ReadOnlySpan<float> sample, Span<float> destination);

    /// <summary>Takes the latents from one evaluation to the next.</summary>
    /// <param name="schedule">The run.</param>
    /// <param name="evaluation">The evaluation, from 0.</param>
    /// <param name="memory">Memory of the request.</param>
    /// <param name="sample">Latents before the evaluation, not scaled.</param>
    /// <param name="prediction">Output of the network, guidance applied.</param>
    /// <param name="noise">Fresh standard normal noise where the schedule draws it (<see cref="NoiseSchedule.DrawsNoise"/>),
    /// else empty.</param>
    /// <param name="destination">Latents after the evaluation.</param>
    void Step(
        NoiseSchedule schedule,
        int evaluation,
        SchedulerMemory memory,
        ReadOnlySpan<float> sample,
        ReadOnlySpan<float> prediction,
        ReadOnlySpan<float> noise,
        Span<float> destination);

    /// <summary>The picture x₀ that the network sees in the latents, in the latents' own scale.</summary>
    /// <param name="schedule">The run.</param>
    /// <param name="evaluation">The evaluation, from 0.</param>
    /// <param name="sample">Latents before the evaluation, not scaled.</param>
    /// <param name="prediction">Output of the network, guidance applied.</param>
    /// <param name="destination">The picture, not clipped.</param>
    void Denoised(
        NoiseSchedule schedule,
        int evaluation,
        ReadOnlySpan<float> sample,
        ReadOnlySpan<float> prediction,
        Span<float> destination);

    /// <summary>Noises a picture to the level of an evaluation, where an image-to-image run begins.</summary>
    /// <param name="schedule">The run.</param>
    /// <param name="evaluation">The evaluation, from 0.</param>
    /// <param name="original">Latents of the picture.</param>
    /// <param name="noise">Standard normal noise.</param>
    /// <param name="destination">Latents before the evaluation.</param>
    void AddNoise(
        NoiseSchedule schedule,
        int evaluation,
        ReadOnlySpan<float> original,
        ReadOnlySpan<float> noise,
        Span<float> destination);
}
