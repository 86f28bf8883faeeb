using EdgeAigc.Diffusion.Calibration;
using EdgeAigc.Diffusion.Schedulers;

namespace EdgeAigc.Diffusion.Models;

/// <summary>Reads the configuration of a diffusers ONNX folder, as Optimum writes it (with a <c>config.json</c> beside each
/// model) or as the older diffusers exporter did (without). What a file leaves out takes the default of its class. Whether
/// an optional network is there the files decide, not the index.</summary>
internal static class ModelFolderReader
{
    private static readonly string[] Networks =
        ["text_encoder", "text_encoder_2", "unet", "vae_decoder", "vae_encoder", "safety_checker"];

    /// <exception cref="ModelException">Something is missing, damaged or not supported.</exception>
    public static ModelFolder Read(string path, string home, IReadOnlyDictionary<string, long>? elsewhere)
    {
        var root = FullPath(path);
        var files = new ModelFiles(root, elsewhere);
        try
        {
            return Read(root, FullPath(home), files);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException(files.Name, $"The folder cannot be read: {exception.Message}", exception);
        }
    }

    private static string FullPath(string path) => System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));

    private static ModelFolder Read(string root, string home, ModelFiles files)
    {
        var indexFile = files.Config("model_index.json");
        var index = ModelIndex.Read(indexFile);
        var kind = PipelineKind.Of(index.PipelineClass, indexFile.File);
        var textEncoders = RequiredFiles.TextEncodersOf(kind, index);
        RequiredFiles.Check(files, kind, textEncoders);
        var (scheduler, sampler) = ReadScheduler(files, index, kind);
        var vae = VaeConfig.Read(files.OptionalConfig("vae_decoder", "config.json"));
        var unet = UNetConfig.Read(files.OptionalConfig("unet", "config.json"));
        UNetChecks.Check(unet, vae, kind, index, files.NameOf("unet", "config.json"));
        var defaults = RunDefaults.Of(index, kind, sampler.MinSteps, sampler.MaxSteps, indexFile.File);

        return new()
        {
            Name = files.Name,
            Path = home,
            PipelineClass = index.PipelineClass,
            Family = kind.Family,
            SchedulerClass = scheduler.ClassName,
            TrainTimesteps = scheduler.TrainTimesteps,
            DefaultWidth = unet.SampleWidth * vae.Scale,
            DefaultHeight = unet.SampleHeight * vae.Scale,
            LatentScale = vae.Scale,
            LatentChannels = vae.LatentChannels,
            MinSteps = sampler.MinSteps,
            MaxSteps = defaults.MaxSteps,
            DefaultSteps = defaults.Steps,
            DefaultGuidance = defaults.Guidance,
            DefaultGuidanceRescale = defaults.GuidanceRescale,
            DefaultStrength = kind.Strength,
            HasVaeEncoder = files.Has("vae_encoder", "model.onnx"),
            HasSafetyChecker = files.Has("safety_checker", "model.onnx"),
            RequiresSafetyChecker = index.RequiresSafetyChecker,
            WeightBytes = Networks.Where(network => files.Has(network, "model.onnx")).Sum(files.BytesIn),
            DiskBytes = files.AllBytes,
            ForceZerosForEmptyPrompt = index.ForceZerosForEmptyPrompt,
            RequiresAestheticsScore = UNetChecks.RequiresAestheticsScore(unet, index),
            TextEncoders = [.. textEncoders.Select(text => TextEncoderConfig.Read(files, text.Encoder, text.Tokenizer))],
            UNet = unet,
            Vae = vae,
            Scheduler = scheduler,
            Curves = ModelCurvesFile.TryRead(root, out _),
        };
    }

    private static (SchedulerConfig Config, INoiseScheduler Sampler) ReadScheduler(ModelFiles files, ModelIndex index, PipelineKind kind)
    {
        var file = files.Config("scheduler", "scheduler_config.json");
        var scheduler = SchedulerConfig.Read(file, index.SchedulerClass);
        if (kind.Family == ModelFamily.StableDiffusion)
            scheduler = scheduler.ForStableDiffusion();
        return (scheduler, NoiseSchedulers.Create(scheduler, file.File));
    }
}
