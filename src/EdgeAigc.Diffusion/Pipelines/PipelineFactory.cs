using EdgeAigc.Diffusion.Conditioning;
using EdgeAigc.Diffusion.Latents;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Onnx;
using EdgeAigc.Diffusion.Schedulers;

namespace EdgeAigc.Diffusion.Pipelines;

/// <summary>Opens models, whatever their family.</summary>
internal static class PipelineFactory
{
    /// <summary>Opens a model.</summary>
    /// <param name="model">The folder.</param>
    /// <param name="sessions">Opens networks on the device.</param>
    /// <param name="isCancelled">Asked before each part is opened.</param>
    /// <exception cref="ModelException">A file is missing, damaged or does not fit.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IDiffusionPipeline Load(ModelFolder model, OnnxSessions sessions, Func<bool> isCancelled)
    {
        var files = new ModelFiles(model.Path);
        var opened = new Stack<IDisposable>();
        try
        {
            var scheduler = NoiseSchedulers.Create(model.Scheduler, files.NameOf("scheduler", "scheduler_config.json"));
            var conditioner = Open(() => Conditioners.Open(model, sessions, new TextEmbeddingCache(TextEmbeddingCache.DefaultCapacityBytes)));
            var unet = Open(() => new BatchedUNet(Network("unet", runsInARow: true), model.LatentChannels, conditioner.Inputs));
            var decoder = Open(() => new LatentDecoder(Network("vae_decoder"), model.Vae));
            var encoder = model.HasVaeEncoder ? Open(() => new LatentEncoder(Network("vae_encoder"), model.Vae)) : null;
            return new LatentDiffusionPipeline(model, conditioner, unet, decoder, encoder, scheduler);
        }
        catch
        {
            while (opened.TryPop(out var part))
                part.Dispose();
            throw;
        }

        T Open<T>(Func<T> open)
            where T : IDisposable
        {
            if (isCancelled())
                throw new OperationCanceledException();
            var part = open();
            opened.Push(part);
            return part;
        }

        // A part owns its network, unless it refuses it.
        OnnxModel Network(string folder, bool runsInARow = false)
        {
            var network = sessions.Open(files, runsInARow, folder, "model.onnx");
            opened.Push(network);
            return network;
        }
    }
}
