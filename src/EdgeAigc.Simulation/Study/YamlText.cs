using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace EdgeAigc.Simulation.Study;

/// <summary>Reads YAML (core schema of version 1.2) or JSON as one tree.</summary>
internal static class YamlText
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The tree; null for an empty document.</summary>
    /// <exception cref="StudyFileException">The text is neither.</exception>
    public static JsonNode? Parse(string text, bool isJson, string path)
    {
        try
        {
            if (isJson)
                return JsonNode.Parse(text, documentOptions: Strict);
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count == 0 ? null : Convert(stream.Documents[0].RootNode, 0);
        }
        catch (YamlException fault)
        {
            throw new StudyFileException($"{path}, line {fault.Start.Line}: {fault.Message} Correct the line; --example prints a study that is right.", fault);
        }
        catch (InvalidOperationException fault)
        {
            // The scanner gives up so where a list or a mapping is never closed.
            throw new StudyFileException($"{path}: a bracket or a brace is not closed. Close it; --example prints a study that is right.", fault);
        }
        catch (JsonException fault)
        {
            throw new StudyFileException($"{path}: {fault.Message} Correct the place; --example prints a study that is right.", fault);
        }
    }

    private static JsonNode? Convert(YamlNode node, int depth) => depth > 64 ? throw new YamlException(node.Start, node.End, "This is nested too deeply.") : node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(pair => KeyValuePair.Create(Key(pair.Key), Convert(pair.Value, depth + 1)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(child => Convert(child, depth + 1))]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => Plain(scalar.Value ?? ""),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => throw new YamlException(node.Start, node.End, "This kind of node is not supported."),
    };

    private static string Key(YamlNode node) =>
        node is YamlScalarNode { Value: { } name } ? name : throw new YamlException(node.Start, node.End, "A name must be a plain text.");

    private static JsonValue? Plain(string text) => text switch
    {
        "" or "~" or "null" => null,
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };
}
