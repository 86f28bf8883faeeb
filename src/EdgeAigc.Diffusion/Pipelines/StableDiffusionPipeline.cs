using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Onnx;
using EdgeAigc.Diffusion.Random;
using EdgeAigc.Diffusion.Schedulers;
using EdgeAigc.Diffusion.Tokenizers;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace EdgeAigc.Diffusion.Pipelines;

/// <summary>Latent diffusion as in Stable Diffusion 1.x and 2.x (Rombach et al., arXiv 2112.10752): text encoder, U-Net in a
/// VAE's latent space, decoder.</summary>
internal sealed class StableDiffusionPipeline : IDiffusionPipeline
{
    private readonly ClipTextEncoder _text;
    private readonly OnnxModel _unet;
    private readonly LatentDecoder _decoder;
    private readonly INoiseScheduler _scheduler;
    private readonly int _channels;
    private readonly int _scale;

    private StableDiffusionPipeline(
        ModelFolder model, ClipTextEncoder text, OnnxModel unet, LatentDecoder decoder, INoiseScheduler scheduler)
    {
        _text = text;
        _unet = unet;
        _decoder = decoder;
        _scheduler = scheduler;
        _channels = model.LatentChannels;
        _scale = model.LatentScale;
    }

    /// <inheritdoc/>
    public ImageSize? FixedSize
    {
        get
        {
            var sample = _unet.FindInput(GuidedUNet.Inputs.Sample);
            var height = sample?.FixedDimension(2) ?? _decoder.Latents.FixedDimension(2);
            var width = sample?.FixedDimension(3) ?? _decoder.Latents.FixedDimension(3);
            return height is { } h && width is { } w ? new(w * _scale, h * _scale) : null;
        }
    }

    /// <summary>Opens the models of a folder.</summary>
    /// <exception cref="ModelException">A file is missing, damaged or does not fit.</exception>
    public static StableDiffusionPipeline Load(ModelFolder model, OnnxSessions sessions)
    {
        var files = new ModelFiles(model.Path);
        var opened = new List<IDisposable>();
        try
        {
            var tokenizer = ClipTokenizer.Open(files, "tokenizer");
            var scheduler = NoiseSchedulers.Create(model.Scheduler, files.NameOf("scheduler", "scheduler_config.json"));
            var text = new ClipTextEncoder(tokenizer, Open("text_encoder"));
            var unet = Open("unet");
            unet.RequireInputs(GuidedUNet.Inputs.Sample, GuidedUNet.Inputs.Timestep, GuidedUNet.Inputs.Text);
            unet.RequireOutput("out_sample");
            return new(model, text, unet, new LatentDecoder(Open("vae_decoder"), model.Vae), scheduler);
        }
        catch
        {
            opened.ForEach(session => session.Dispose());
            throw;
        }

        OnnxModel Open(string network)
        {
            var session = sessions.Open(files, network, "model.onnx");
            opened.Add(session);
            return session;
        }
    }

    /// <inheritdoc/>
    public DenoisingState Begin(ResolvedJob job)
    {
        var warnings = new List<string>();
        var positive = _text.Encode(job.Prompt, "prompt", warnings);
        var negative = job.Guidance > 1 ? _text.Encode(job.NegativePrompt, "negative prompt", warnings) : null;
        var schedule = _scheduler.CreateSchedule(job.Steps);
        if (_unet.FindInput(GuidedUNet.Inputs.Timestep)?.ElementType is TensorElementType.Int64 or TensorElementType.Int32
            && schedule.Timesteps.Any(timestep => timestep != MathF.Floor(timestep)))
        {
            warnings.Add("The model takes whole timesteps only; the fractions of this scheduler's timesteps are lost.");
        }

        var (height, width) = (job.Height / _scale, job.Width / _scale);
        var latents = new float[_channels * height * width];
        new TorchGenerator((ulong)job.Seed).Normal(latents);
        foreach (ref var value in latents.AsSpan())
            value *= schedule.InitNoiseSigma;
        var unet = new GuidedUNet(_unet, (_channels, height, width), positive, negative, (float)job.Guidance);
        return new(job, schedule, _scheduler.CreateMemory(latents.Length), unet, latents, warnings);
    }

    /// <inheritdoc/>
    public void Advance(DenoisingState state)
    {
        var (schedule, step) = (state.Schedule, state.StepsDone);
        _scheduler.ScaleModelInput(schedule, step, state.Latents, state.ModelInput);
        var prediction = state.UNet.Predict(state.ModelInput, schedule.Timesteps[step]);
        _scheduler.Step(schedule, step, state.Memory, state.Latents, prediction, noise: [], state.Latents);
        state.StepsDone++;
    }

    /// <inheritdoc/>
    public byte[] Decode(DenoisingState state)
    {
        if (!Array.TrueForAll(state.Latents, float.IsFinite))
        {
            throw new InferenceException(
                _unet.File, "The latents have values that are not numbers; the model may overflow on this device.");
        }

        var size = new ImageSize(state.Job.Width, state.Job.Height);
        return PngWriter.Write(_decoder.Decode(state.Latents, size), size);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _text.Dispose();
        _unet.Dispose();
        _decoder.Dispose();
    }
}
