using System.Numerics.Tensors;
using EdgeAigc.Diffusion.Conditioning;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Latents;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Onnx;
using EdgeAigc.Diffusion.Random;
using EdgeAigc.Diffusion.Schedulers;

namespace EdgeAigc.Diffusion.Pipelines;

/// <summary>Latent diffusion (Rombach et al., arXiv 2112.10752): text encoders, a U-Net in a VAE's latent space, the decoder. The
/// families differ in what the network is told of the texts, which is the conditioner's business.</summary>
internal sealed class LatentDiffusionPipeline(
    ModelFolder model, IConditioner conditioner, BatchedUNet unet, LatentDecoder decoder, LatentEncoder? encoder, INoiseScheduler scheduler)
    : IDiffusionPipeline
{
    private readonly Dictionary<int, NoiseSchedule> _schedules = [];

    /// <inheritdoc/>
    public ImageSize? FixedSize
    {
        get
        {
            var height = unet.FixedLatents.Height ?? decoder.Latents.FixedDimension(2);
            var width = unet.FixedLatents.Width ?? decoder.Latents.FixedDimension(3);
            return height is { } h && width is { } w ? new(w * model.LatentScale, h * model.LatentScale) : null;
        }
    }

    /// <inheritdoc/>
    public bool IsTimestepPerSample => unet.IsTimestepPerSample;

    /// <inheritdoc/>
    public int? FixedRows => unet.FixedRows;

    /// <inheritdoc/>
    public DenoisingState Begin(ResolvedJob job)
    {
        var warnings = new List<string>();
        var conditioning = conditioner.Encode(job, warnings);
        var schedule = ScheduleOf(job.Steps);
        if (unet.TakesWholeTimesteps && schedule.Timesteps.Any(timestep => timestep != MathF.Floor(timestep)))
            warnings.Add("The model takes whole timesteps only; the fractions of this scheduler's timesteps are lost.");

        var (height, width) = (job.Height / model.LatentScale, job.Width / model.LatentScale);
        var latents = new float[model.LatentChannels * height * width];
        var generator = new TorchGenerator((ulong)job.Seed);
        var first = Start(job, schedule, generator, latents);
        var memory = scheduler.CreateMemory(latents.Length);
        var state = new DenoisingState(job, schedule, memory, conditioning, generator, latents, (height, width), first);
        state.Warnings.AddRange(warnings);
        return state;
    }

    /// <inheritdoc/>
    public void Advance(IReadOnlyList<DenoisingState> batch)
    {
        for (var i = 0; i < batch.Count; i++)
            scheduler.ScaleModelInput(batch[i].Schedule, batch[i].Evaluation, batch[i].Latents, batch[i].ModelInput);
        unet.Predict(batch);
        for (var i = 0; i < batch.Count; i++)
            Step(batch[i]);
    }

    /// <inheritdoc/>
    public float[] Decode(DenoisingState state, ReadOnlySpan<float> latents)
    {
        if (Broken(latents) is { } failure)
            throw failure;
        return decoder.Decode(latents, new(state.Job.Width, state.Job.Height));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        conditioner.Dispose();
        unet.Dispose();
        decoder.Dispose();
        encoder?.Dispose();
    }

    /// <summary>Fills the latents with noise, or with a noised picture; returns the evaluation to begin with.</summary>
    private int Start(ResolvedJob job, NoiseSchedule schedule, TorchGenerator generator, float[] latents)
    {
        if (job.InitialPlanes is not { } planes)
        {
            generator.Normal(latents);
            TensorPrimitives.Multiply(latents, schedule.InitNoiseSigma, latents);
            return 0;
        }

        var noise = new float[latents.Length];
        if (encoder!.DrawsNoise)
            generator.Normal(noise);
        var original = encoder.Encode(planes, job.Height, job.Width, encoder.DrawsNoise ? noise : []);
        generator.Normal(noise);
        var first = schedule.FirstEvaluation(ImageToImage.TryStart(job.Steps, job.Strength, out _)!.SkippedSteps);
        scheduler.AddNoise(schedule, first, original, noise, latents);
        return first;
    }

    private void Step(DenoisingState state)
    {
        var (schedule, evaluation) = (state.Schedule, state.Evaluation);
        ReadOnlySpan<float> noise = [];
        if (schedule.DrawsNoise(evaluation))
        {
            state.Generator.Normal(state.Noise);
            noise = state.Noise;
        }

        if (state.Denoised is { } denoised)
            scheduler.Denoised(schedule, evaluation, state.Latents, state.Prediction, denoised);
        scheduler.Step(schedule, evaluation, state.Memory, state.Latents, state.Prediction, noise, state.Latents);
        state.Next();
        state.Failure = Broken(state.Latents);
    }

    private InferenceException? Broken(ReadOnlySpan<float> latents) => latents.ContainsAnyExceptInRange(float.MinValue, float.MaxValue)
        ? new(unet.File, "The latents have values that are not numbers; the model may overflow on this device.")
        : null;

    private NoiseSchedule ScheduleOf(int steps)
    {
        if (!_schedules.TryGetValue(steps, out var schedule))
            _schedules.Add(steps, schedule = scheduler.CreateSchedule(steps));
        return schedule;
    }
}
