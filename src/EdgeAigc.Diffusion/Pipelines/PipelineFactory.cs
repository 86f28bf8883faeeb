using EdgeAigc.Diffusion.Conditioning;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Onnx;
using EdgeAigc.Diffusion.Schedulers;
using EdgeAigc.Diffusion.Tokenizers;

namespace EdgeAigc.Diffusion.Pipelines;

/// <summary>Opens models, whatever their family.</summary>
internal static class PipelineFactory
{
    /// <exception cref="ModelException">There is no code for that pipeline.</exception>
    public static void RequireSupported(string pipelineClass, string file)
    {
        if (pipelineClass != "StableDiffusionPipeline")
            throw new ModelException(file, $"The pipeline '{pipelineClass}' is not supported; supported is StableDiffusionPipeline.");
    }

    /// <summary>Opens a model.</summary>
    /// <param name="model">The folder.</param>
    /// <param name="sessions">Opens networks on the device.</param>
    /// <param name="isCancelled">Asked before each network is opened.</param>
    /// <exception cref="ModelException">A file is missing, damaged or does not fit.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IDiffusionPipeline Load(ModelFolder model, OnnxSessions sessions, Func<bool> isCancelled)
    {
        var files = new ModelFiles(model.Path);
        var opened = new List<IDisposable>();
        try
        {
            var scheduler = NoiseSchedulers.Create(model.Scheduler, files.NameOf("scheduler", "scheduler_config.json"));
            var conditioner = new TemporaryConditioner(new ClipTextEncoder(ClipTokenizer.Open(files, "tokenizer"), Open("text_encoder")));
            var unet = new BatchedUNet(Open("unet"), model.LatentChannels, conditioner.Inputs);
            return new LatentDiffusionPipeline(model, conditioner, unet, new LatentDecoder(Open("vae_decoder"), model.Vae), scheduler);
        }
        catch
        {
            opened.ForEach(session => session.Dispose());
            throw;
        }

        OnnxModel Open(string network)
        {
            if (isCancelled())
                throw new OperationCanceledException();
            var session = sessions.Open(files, network, "model.onnx");
            opened.Add(session);
            return session;
        }
    }
}
