using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeAigc.Client.Allocate;

/// <summary>The JSON Schema of a slot's problem file.</summary>
internal static class AllocateSchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema as text.</summary>
    public static string Text { get; } = Create().ToJsonString(Indented);

    private static JsonObject Create()
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "One slot on one node",
            ["description"] = "What 'allocate' reads. Beyond this schema, the ids of requests are unique, and so are the steps within a quality table.",
        };
        var request = Object(SlotFields.RequestNumbers);
        Add(request, SlotFields.Id, new JsonObject { ["type"] = "string", ["minLength"] = 1, ["description"] = "Name of the request." });
        Add(request, SlotFields.Quality, Quality());
        var file = Object([]);
        Add(file, SlotFields.Node, Object(SlotFields.NodeNumbers));
        Add(file, SlotFields.Requests, new JsonObject { ["type"] = "array", ["items"] = request });
        foreach (var (name, value) in file)
            schema[name] = value?.DeepClone();
        return schema;
    }

    private static JsonObject Object(IReadOnlyList<NumberField> numbers)
    {
        var result = new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["required"] = new JsonArray([.. numbers.Where(field => !field.IsOptional).Select(field => JsonValue.Create(field.Name))]),
            ["properties"] = new JsonObject(),
        };
        foreach (var field in numbers)
            result["properties"]![field.Name] = Number(field);
        return result;
    }

    private static void Add(JsonObject to, string name, JsonObject schema)
    {
        to["required"]!.AsArray().Add(name);
        to["properties"]![name] = schema;
    }

    private static JsonObject Number(NumberField field)
    {
        var schema = new JsonObject
        {
            ["type"] = field.IsOptional ? new JsonArray("number", "null") : "number",
            ["description"] = field.Description,
        };
        if (double.IsFinite(field.Minimum))
            schema[field.IsAbove ? "exclusiveMinimum" : "minimum"] = field.Minimum;
        if (double.IsFinite(field.Maximum))
            schema["maximum"] = field.Maximum;
        return schema;
    }

    private static JsonObject Quality() => new()
    {
        ["type"] = "array",
        ["description"] = "Step levels that the request may get, each as steps and quality.",
        ["minItems"] = 1,
        ["items"] = new JsonObject
        {
            ["type"] = "array",
            ["minItems"] = 2,
            ["maxItems"] = 2,
            ["prefixItems"] = new JsonArray(
                new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = int.MaxValue, ["description"] = "Denoising steps." },
                Number(SlotFields.Level)),
        },
    };
}
