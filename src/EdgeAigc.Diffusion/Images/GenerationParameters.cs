using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EdgeAigc.Diffusion.Images;

/// <summary>The text that tools for generated pictures read, in the form that Stable Diffusion WebUI made common: the prompt, a
/// line <c>Negative prompt: …</c>, and a last line of <c>Name: value</c> pairs.</summary>
internal static class GenerationParameters
{
    /// <summary>Names that those tools have for the schedulers; a scheduler without one goes by its class.</summary>
    private static readonly Dictionary<string, string> Samplers = new(StringComparer.Ordinal)
    {
        ["DDIMScheduler"] = "DDIM",
        ["DPMSolverMultistepScheduler"] = "DPM++ 2M",
        ["EulerAncestralDiscreteScheduler"] = "Euler a",
        ["EulerDiscreteScheduler"] = "Euler",
        ["HeunDiscreteScheduler"] = "Heun",
        ["LCMScheduler"] = "LCM",
        ["LMSDiscreteScheduler"] = "LMS",
        ["PNDMScheduler"] = "PLMS",
        ["UniPCMultistepScheduler"] = "UniPC",
    };

    /// <summary>Writes the text.</summary>
    public static string Write(ImageMetadata metadata)
    {
        var text = new StringBuilder();
        if (metadata.Prompt is { } prompt)
            text.Append(Clean(prompt)).Append('\n');
        if (metadata.NegativePrompt is { } negative)
            text.Append("Negative prompt: ").Append(Clean(negative)).Append('\n');
        (string Name, string Value)[] pairs =
        [
            ("Steps", metadata.Steps.ToString(CultureInfo.InvariantCulture)),
            ("Sampler", Samplers.GetValueOrDefault(metadata.Scheduler, metadata.Scheduler)),
            ("CFG scale", metadata.Guidance.ToString(CultureInfo.InvariantCulture)),
            ("Seed", metadata.Seed.ToString(CultureInfo.InvariantCulture)),
            ("Size", string.Create(CultureInfo.InvariantCulture, $"{metadata.Size.Width}x{metadata.Size.Height}")),
            ("Model", metadata.Model),
            ("Model version", metadata.ModelVersion),
            ("Version", ImageMetadata.Software),
        ];
        return text.AppendJoin(", ", pairs.Select(pair => $"{pair.Name}: {Quote(pair.Value)}")).ToString();
    }

    /// <summary>A value that would be taken apart is written as a JSON string.</summary>
    private static string Quote(string value) =>
        value.AsSpan().ContainsAny(",:\"\n") ? JsonSerializer.Serialize(value) : value;

    /// <summary>Lines stay; other control characters are not text in any of the formats.</summary>
    private static string Clean(string text) =>
        string.Concat(text.ReplaceLineEndings("\n").Select(character => char.IsControl(character) && character != '\n' ? ' ' : character));
}
