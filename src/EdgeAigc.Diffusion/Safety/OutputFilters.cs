using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Onnx;

namespace EdgeAigc.Diffusion.Safety;

/// <summary>Finds out how a model's pictures are checked.</summary>
internal static class OutputFilters
{
    private const string Folder = "safety_checker";

    /// <summary>The filter of a model. As with the other networks the file decides and not the entry of the index: where
    /// <c>safety_checker/model.onnx</c> lies, it is used. A model that requires a checker and has none is served with a warning, as
    /// diffusers does.</summary>
    /// <exception cref="ModelException">The checker or its configuration is damaged or does not fit.</exception>
    public static IOutputFilter Open(ModelFiles files, OnnxSessions sessions)
    {
        if (File.Exists(files.PathOf(Folder, "model.onnx")))
        {
            var preprocessor = ClipPreprocessor.Read(files.OptionalConfig("feature_extractor", "preprocessor_config.json"));
            return SafetyChecker.Open(sessions.Open(files, Folder, "model.onnx"), preprocessor);
        }

        var required = files.Config("model_index.json").Flag("requires_safety_checker") ?? false;
        return new UncheckedOutput(required
            ? $"The model '{files.Name}' requires a safety checker and its folder has none; the picture was not checked."
            : null);
    }
}
