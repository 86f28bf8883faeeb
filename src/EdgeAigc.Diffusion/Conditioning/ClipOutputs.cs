using System.Globalization;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Onnx;

namespace EdgeAigc.Diffusion.Conditioning;

/// <summary>Which outputs of a CLIP text encoder a family of models looks at.</summary>
/// <param name="HiddenStates">Output of [B, S, W].</param>
/// <param name="Pooled">Output of [B, P], or null.</param>
internal sealed record ClipOutputs(string HiddenStates, string? Pooled = null)
{
    private const string Layer = "hidden_states.";

    /// <summary>The last layer, normalised: Stable Diffusion 1.x and 2.x.</summary>
    /// <exception cref="ModelException">The model lacks it.</exception>
    public static ClipOutputs Last(OnnxModel model) => new(model.RequireOutput("last_hidden_state"));

    /// <summary>The last layer but one, as it is: SDXL.</summary>
    /// <param name="model">The encoder.</param>
    /// <param name="layers">N, when its configuration says; else the highest one that the model declares.</param>
    /// <param name="pooled">Whether to take the projected text as a whole, too.</param>
    /// <exception cref="ModelException">The model lacks one of them.</exception>
    public static ClipOutputs LastButOne(OnnxModel model, int? layers, bool pooled)
    {
        var last = layers ?? model.Outputs.Max(output => LayerOf(output.Name)) ?? 1;
        return new(Named($"{Layer}{last - 1}"), pooled ? Named("text_embeds") : null);

        // By that very name: any other layer would run, and draw something else.
        string Named(string name) => model.Outputs.Any(output => output.Name == name)
            ? model.RequireOutput(name)
            : throw new ModelException(
                model.File,
                $"The model lacks the output '{name}', which SDXL needs; export it as a part of its pipeline, which puts hidden states "
                + "out.");
    }

    private static int? LayerOf(string output) =>
        output.StartsWith(Layer, StringComparison.Ordinal)
        && int.TryParse(output.AsSpan(Layer.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var layer)
            ? layer
            : null;
}
