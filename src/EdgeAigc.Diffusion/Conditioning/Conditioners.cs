using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Onnx;
using EdgeAigc.Diffusion.Tokenizers;

namespace EdgeAigc.Diffusion.Conditioning;

/// <summary>Opens the conditioner of a model.</summary>
internal static class Conditioners
{
    /// <param name="model">The model.</param>
    /// <param name="sessions">Opens its text encoders.</param>
    /// <param name="cache">Keeps its encoded texts; serves this model only.</param>
    /// <exception cref="ModelException">A file is missing, damaged or does not fit.</exception>
    public static IConditioner Open(ModelFolder model, OnnxSessions sessions, TextEmbeddingCache cache)
    {
        var texts = new CachedTexts(OpenEncoder(model, sessions), cache);
        IConditioner conditioner = model.Family == ModelFamily.StableDiffusionXL
            ? new StableDiffusionXLConditioner(texts)
            : new StableDiffusionConditioner(texts);
        return model.Family == ModelFamily.LatentConsistency || model.UNet.TimeCondProjDim is not null
            ? new LatentConsistencyConditioner(conditioner, model.UNet.TimeCondProjDim)
            : conditioner;
    }

    private static ITextEncoder OpenEncoder(ModelFolder model, OnnxSessions sessions)
    {
        var files = new ModelFiles(model.Path);
        var opened = new List<IDisposable>();
        try
        {
            var encoders = model.TextEncoders.Select(Open).ToList();
            var encoder = encoders.Count == 1 ? encoders[0] : new JoinedTextEncoder(model.Name, encoders);
            CheckWidth(model, files, encoder);
            return encoder;
        }
        catch
        {
            opened.ForEach(disposable => disposable.Dispose());
            throw;
        }

        ITextEncoder Open(TextEncoderConfig config, int index)
        {
            var tokenizer = ClipTokenizer.Open(files, config.Tokenizer);
            var network = sessions.Open(files, config.Folder, "model.onnx");
            opened.Add(network);
            var outputs = model.Family == ModelFamily.StableDiffusionXL
                ? ClipOutputs.LastButOne(network, config.HiddenLayers, pooled: index == model.TextEncoders.Count - 1)
                : ClipOutputs.Last(network);
            var encoder = new ClipTextEncoder(tokenizer, network, outputs);
            opened[^1] = encoder;
            return encoder;
        }
    }

    private static void CheckWidth(ModelFolder model, ModelFiles files, ITextEncoder encoder)
    {
        if (encoder.Width is { } width && model.UNet.CrossAttentionDim is { } expected && width != expected)
        {
            throw new ModelException(
                files.NameOf("unet", "config.json"),
                $"'cross_attention_dim' is {expected}, but the text is encoded to {width} numbers for each token; the folder mixes "
                + "networks of different models.");
        }
    }
}
