using EdgeAigc.Diffusion.Tokenizers;

namespace EdgeAigc.Diffusion.Models;

/// <summary>The files without which a folder cannot serve its pipeline.</summary>
internal static class RequiredFiles
{
    private const string CopyIt = "Export the model again, or copy the file from the original one.";

    /// <summary>Text encoders with their tokenizers, in the order in which their results are joined.</summary>
    private static readonly (string Encoder, string Tokenizer)[] TextEncoders =
        [("text_encoder", "tokenizer"), ("text_encoder_2", "tokenizer_2")];

    /// <summary>The text encoders that a folder must have. SDXL has two; its refiner states the first one as absent.</summary>
    public static IReadOnlyList<(string Encoder, string Tokenizer)> TextEncodersOf(PipelineKind kind, ModelIndex index) =>
        kind.Family != ModelFamily.StableDiffusionXL
            ? TextEncoders[..1]
            : index.Absent.Contains(TextEncoders[0].Encoder) ? TextEncoders[1..] : TextEncoders;

    /// <exception cref="ModelException">A file is missing; names all that are, and what the folder holds instead.</exception>
    public static void Check(ModelFiles files, PipelineKind kind, IReadOnlyList<(string Encoder, string Tokenizer)> textEncoders)
    {
        string[] networks = [.. textEncoders.Select(text => text.Encoder), "unet", "vae_decoder"];
        CheckNetworks(files, kind.NeedsImage ? [.. networks, "vae_encoder"] : networks);
        foreach (var (_, tokenizer) in textEncoders)
            TokenizerFile.Require(files, tokenizer);

        // The older exporter wrote no configurations, but it did Stable Diffusion only, whose values the defaults are.
        if (kind.Family != ModelFamily.StableDiffusion)
            files.Require($"Its values have no default here. {CopyIt}", "unet", "config.json");
        if (kind.Family == ModelFamily.StableDiffusionXL)
            files.Require($"Its scaling factor has no default here. {CopyIt}", "vae_decoder", "config.json");
    }

    private static void CheckNetworks(ModelFiles files, string[] networks)
    {
        var missing = networks.Where(network => !files.Has(network, "model.onnx")).ToList();
        if (missing.Count == 0)
            return;
        var others = missing.Count == 1
            ? ""
            : $" So {(missing.Count == 2 ? "is" : "are")} {string.Join(", ", missing.Skip(1).Select(network => $"{network}/model.onnx"))}.";
        var torch = missing.Append("vae")
            .Select(folder => (Folder: folder, File: files.TorchWeightsIn(folder)))
            .FirstOrDefault(entry => entry.File is not null);
        var found = torch.File is null ? "" : $" The folder holds torch weights ({torch.Folder}/{torch.File}).";
        throw new ModelException(
            files.NameOf(missing[0], "model.onnx"),
            $"The file is missing.{others}{found} Export the model first: optimum-cli export onnx --model MODEL FOLDER.");
    }
}
