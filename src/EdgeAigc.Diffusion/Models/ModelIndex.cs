using System.Text.Json.Nodes;

namespace EdgeAigc.Diffusion.Models;

/// <summary>What <c>model_index.json</c> says.</summary>
internal sealed record ModelIndex
{
    private static readonly string[] Prefixes = ["ORT", "Onnx"];

    /// <summary>Pipeline class without its <c>ORT</c> or <c>Onnx</c> prefix.</summary>
    public required string PipelineClass { get; init; }

    /// <summary>Class that the scheduler entry names, or null.</summary>
    public string? SchedulerClass { get; init; }

    /// <summary>Components that are stated as <c>[null, null]</c>: the model does without them.</summary>
    public IReadOnlySet<string> Absent { get; init; } = new HashSet<string>();

    /// <summary>Whether a missing negative prompt stands for zeros instead of the encoded empty text (SDXL).</summary>
    public bool ForceZerosForEmptyPrompt { get; init; } = true;

    /// <summary>Whether the network is told an aesthetic score (SDXL refiner); null when the index does not say.</summary>
    public bool? RequiresAestheticsScore { get; init; }

    /// <summary>Whether pictures should pass a safety checker.</summary>
    public bool RequiresSafetyChecker { get; init; }

    /// <summary>This project's own key for the most steps that the model was distilled for, or null.</summary>
    public int? MaxSteps { get; init; }

    /// <summary>This project's own key for the steps that suit the model, or null.</summary>
    public int? DefaultSteps { get; init; }

    /// <summary>This project's own key for the guidance that suits the model, or null.</summary>
    public double? DefaultGuidance { get; init; }

    /// <summary>This project's own key for the φ of guidance rescaling that suits the model, or null.</summary>
    public double? DefaultGuidanceRescale { get; init; }

    public static ModelIndex Read(ConfigFile file)
    {
        string? scheduler = null;
        var absent = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in file.Entries)
        {
            if (value is not JsonArray { Count: 2 } entry)
                continue;
            if (!key.All(character => char.IsAsciiLetterOrDigit(character) || character == '_'))
            {
                throw new ModelException(
                    file.File, $"The component '{key}' must be named by letters, digits and '_', because it is also a folder.");
            }

            if (entry[0] is null && entry[1] is null)
                absent.Add(key);
            if (key == "scheduler" && entry[1] is JsonValue name && name.TryGetValue<string>(out var text))
                scheduler = text;
        }

        var pipeline = file.Text("_class_name")
            ?? throw new ModelException(file.File, "'_class_name' is missing; it names the pipeline, e.g. StableDiffusionPipeline.");
        var prefix = Array.Find(Prefixes, prefix => pipeline.StartsWith(prefix, StringComparison.Ordinal));
        return new()
        {
            PipelineClass = pipeline[(prefix?.Length ?? 0)..],
            SchedulerClass = scheduler,
            Absent = absent,
            ForceZerosForEmptyPrompt = file.Flag("force_zeros_for_empty_prompt") ?? true,
            RequiresAestheticsScore = file.Flag("requires_aesthetics_score"),
            RequiresSafetyChecker = file.Flag("requires_safety_checker") ?? false,
            MaxSteps = file.Integer("edgeaigc_max_steps"),
            DefaultSteps = file.Integer("edgeaigc_default_steps"),
            DefaultGuidance = file.Number("edgeaigc_default_guidance"),
            DefaultGuidanceRescale = file.Number("edgeaigc_default_guidance_rescale"),
        };
    }
}
