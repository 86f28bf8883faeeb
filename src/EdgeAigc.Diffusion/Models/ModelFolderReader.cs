using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Pipelines;
using EdgeAigc.Diffusion.Schedulers;

namespace EdgeAigc.Diffusion.Models;

/// <summary>Reads the configuration of a diffusers ONNX folder, as Optimum writes it (with a <c>config.json</c> beside each
/// model) or as the older diffusers exporter did (without). What a file leaves out takes the default of its class.</summary>
internal static class ModelFolderReader
{
    private static readonly string[] Networks = ["text_encoder", "unet", "vae_decoder"];

    /// <exception cref="ModelException">Something is missing, damaged or not supported.</exception>
    public static ModelFolder Read(string path)
    {
        var root = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        var files = new ModelFiles(root);
        try
        {
            return Read(root, files);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException(files.Name, $"The folder cannot be read: {exception.Message}", exception);
        }
    }

    private static ModelFolder Read(string root, ModelFiles files)
    {
        var index = ModelIndex.Read(files.Config("model_index.json"));
        PipelineFactory.RequireSupported(index.PipelineClass, files.NameOf("model_index.json"));
        RequireFiles(files);
        var schedulerFile = files.Config("scheduler", "scheduler_config.json");
        var scheduler = SchedulerConfig.Read(schedulerFile, index.SchedulerClass);
        if (index.PipelineClass == "StableDiffusionPipeline")
            scheduler = scheduler.ForStableDiffusion();
        NoiseSchedulers.Create(scheduler, schedulerFile.File);

        var unet = UNetConfig.Read(files.OptionalConfig("unet", "config.json"));
        var vae = VaeConfig.Read(files.OptionalConfig("vae_decoder", "config.json"));
        if (unet.InChannels != vae.LatentChannels)
        {
            throw new ModelException(
                files.NameOf("unet", "config.json"),
                $"'in_channels' is {unet.InChannels}; text-to-image needs the {vae.LatentChannels} latent channels of the VAE.");
        }

        return new()
        {
            Name = files.Name,
            Path = root,
            PipelineClass = index.PipelineClass,
            SchedulerClass = scheduler.ClassName,
            TrainTimesteps = scheduler.TrainTimesteps,
            DefaultWidth = unet.SampleWidth * vae.Scale,
            DefaultHeight = unet.SampleHeight * vae.Scale,
            LatentScale = vae.Scale,
            LatentChannels = vae.LatentChannels,
            DefaultSteps = DefaultSteps(index, scheduler, files),
            DefaultGuidance = DefaultGuidance(index, files),
            WeightBytes = Networks.Sum(files.BytesIn),
            Vae = vae,
            Scheduler = scheduler,
        };
    }

    private static void RequireFiles(ModelFiles files)
    {
        foreach (var network in Networks)
            files.Require("A folder with torch weights must be exported first: optimum-cli export onnx.", network, "model.onnx");
        files.Require("The tokenizer needs it.", "tokenizer", "vocab.json");
        files.Require("The tokenizer needs it.", "tokenizer", "merges.txt");
    }

    private static int DefaultSteps(ModelIndex index, SchedulerConfig scheduler, ModelFiles files)
    {
        var steps = index.DefaultSteps ?? Math.Min(50, scheduler.TrainTimesteps);
        return steps >= 1 && steps <= scheduler.TrainTimesteps
            ? steps
            : throw new ModelException(
                files.NameOf("model_index.json"),
                $"'edgeaigc_default_steps' is {steps}; it must be from 1 to the {scheduler.TrainTimesteps} timesteps of training.");
    }

    private static double DefaultGuidance(ModelIndex index, ModelFiles files)
    {
        var guidance = index.DefaultGuidance ?? 7.5;
        return guidance is >= 0 and <= JobLimits.MaxGuidance
            ? guidance
            : throw new ModelException(
                files.NameOf("model_index.json"),
                $"'edgeaigc_default_guidance' is {guidance}; it must be from 0 to {JobLimits.MaxGuidance}.");
    }
}
