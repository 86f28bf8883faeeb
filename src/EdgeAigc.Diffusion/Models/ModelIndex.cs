using System.Text.Json.Nodes;

namespace EdgeAigc.Diffusion.Models;

/// <summary>What <c>model_index.json</c> says.</summary>
/// <param name="PipelineClass">Pipeline class without its <c>ORT</c> or <c>Onnx</c> prefix.</param>
/// <param name="SchedulerClass">Class that the scheduler entry names, or null.</param>
/// <param name="DefaultSteps">This project's own key for the steps that suit the model, or null.</param>
/// <param name="DefaultGuidance">This project's own key for the guidance that suits the model, or null.</param>
internal sealed record ModelIndex(string PipelineClass, string? SchedulerClass, int? DefaultSteps, double? DefaultGuidance)
{
    private static readonly string[] Prefixes = ["ORT", "Onnx"];

    public static ModelIndex Read(ConfigFile file)
    {
        string? scheduler = null;
        foreach (var (key, value) in file.Entries)
        {
            if (value is not JsonArray { Count: 2 } entry)
                continue;
            if (!key.All(character => char.IsAsciiLetterOrDigit(character) || character == '_'))
            {
                throw new ModelException(
                    file.File, $"The component '{key}' must be named by letters, digits and '_', because it is also a folder.");
            }

            if (key == "scheduler" && entry[1] is JsonValue name && name.TryGetValue<string>(out var text))
                scheduler = text;
        }

        var pipeline = file.Text("_class_name")
            ?? throw new ModelException(file.File, "'_class_name' is missing; it names the pipeline, e.g. StableDiffusionPipeline.");
        var prefix = Array.Find(Prefixes, prefix => pipeline.StartsWith(prefix, StringComparison.Ordinal));
        return new(
            pipeline[(prefix?.Length ?? 0)..],
            scheduler,
            file.Integer("edgeaigc_default_steps"),
            file.Number("edgeaigc_default_guidance"));
    }
}
