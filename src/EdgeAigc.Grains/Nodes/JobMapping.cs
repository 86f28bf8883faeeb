using EdgeAigc.Contracts.Generation;
using EdgeAigc.Diffusion.Engine;
using EngineFormat = EdgeAigc.Diffusion.Images.ImageFormat;
using EngineLoading = EdgeAigc.Diffusion.Engine.ModelLoading;
using ModelLoading = EdgeAigc.Contracts.Generation.ModelLoading;

namespace EdgeAigc.Grains.Nodes;

/// <summary>Translates between wire records and the engine's types.</summary>
internal static class JobMapping
{
    public static DenoisingJob ToJob(GenerationRequest request) => new()
    {
        Model = request.Model ?? "",
        Prompt = request.Prompt,
        NegativePrompt = request.NegativePrompt,
        Steps = request.Steps,
        Seed = request.Seed,
        Guidance = request.Guidance,
        Width = request.Width,
        Height = request.Height,
        // By number: a format that only newer clients know is the engine's to refuse.
        Format = (EngineFormat)request.Format,
        Quality = request.Quality,
        OutputWidth = request.OutputWidth,
        OutputHeight = request.OutputHeight,
        EmbedPrompt = request.EmbedPrompt,
        InitialImage = request.InitialImage?.Bytes,
        Strength = request.Strength,
        PreviewEvery = request.PreviewEvery,
    };

    public static GenerationEvent ToEvent(JobProgress progress) => progress switch
    {
        EngineLoading loading => new ModelLoading(loading.Model)
        {
            State = loading.IsFetching ? ModelLoadingState.Fetching : ModelLoadingState.Opening,
            Source = loading.Source,
            Fraction = loading.Fraction,
        },
        JobStarted started => new DenoisingStarted(started.Device, started.Steps, started.Guidance, started.Width, started.Height),
        StepDone done => new DenoisingStep(done.Step, done.Steps, done.Preview),
        _ => throw new NotSupportedException($"Engine progress {progress.GetType().Name} has no wire record."),
    };

    /// <summary>The last event of an image whose file went ahead of it.</summary>
    public static GenerationCompleted ToCompleted(DenoisingJob job, GeneratedImage image, string node, TimeSpan delivering) => new()
    {
        Image = [],
        ContentType = image.MediaType,
        Model = job.Model,
        Node = node,
        Device = image.Device,
        Scheduler = image.Scheduler,
        Steps = image.Steps,
        Seed = job.Seed,
        Guidance = image.Guidance,
        Width = image.Width,
        Height = image.Height,
        Timings = new(
            image.Timings.Queued, image.Timings.Loading, image.Timings.Encoding, image.Timings.Denoising, image.Timings.Decoding)
        {
            Delivering = delivering,
        },
        Warnings = [.. image.Warnings],
        Flagged = image.Flagged,
    };

    public static GenerationFailed ToFailed(JobFault fault) => new(ToCode(fault.Code), fault.Parameter, fault.Message, fault.Retryable);

    public static string ToCode(JobFaultCode code) => code switch
    {
        JobFaultCode.InvalidParameter => FailureCodes.InvalidParameter,
        JobFaultCode.UnknownModel => FailureCodes.ModelNotFound,
        JobFaultCode.ModelUnusable => FailureCodes.ModelUnusable,
        JobFaultCode.ModelTooLarge => FailureCodes.ModelTooLarge,
        JobFaultCode.QueueFull => FailureCodes.QueueFull,
        JobFaultCode.EngineStopping => FailureCodes.NodeUnavailable,
        JobFaultCode.InferenceFailed => FailureCodes.InferenceFailed,
        _ => throw new NotSupportedException($"Engine fault {code} has no wire code."),
    };
}
