using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeAigc.UnitTests.Allocation;

/// <summary>As much of JSON Schema 2020-12 as the problem files use, written from the specification. A keyword that it does not know fails,
/// so that none is taken for checked.</summary>
internal static class SchemaValidator
{
    public static bool IsValid(JsonObject schema, JsonNode? value) => schema.All(keyword => Holds(keyword.Key, keyword.Value!, schema, value));

    private static bool Holds(string keyword, JsonNode rule, JsonObject schema, JsonNode? value) => keyword switch
    {
        "$schema" or "title" or "description" => true,
        "type" => rule is JsonArray types ? types.Any(type => IsOfType(type!.GetValue<string>(), value)) : IsOfType(rule.GetValue<string>(), value),
        "minimum" => value is not JsonValue || !IsOfType("number", value) || Number(value) >= Number(rule),
        "exclusiveMinimum" => value is not JsonValue || !IsOfType("number", value) || Number(value) > Number(rule),
        "maximum" => value is not JsonValue || !IsOfType("number", value) || Number(value) <= Number(rule),
        "minLength" => !IsOfType("string", value) || value!.GetValue<string>().Length >= Number(rule),
        "minItems" => value is not JsonArray items || items.Count >= Number(rule),
        "maxItems" => value is not JsonArray items || items.Count <= Number(rule),
        "items" => value is not JsonArray items || items.All(item => IsValid(rule.AsObject(), item)),
        "prefixItems" => value is not JsonArray items || items.Zip(rule.AsArray()).All(pair => IsValid(pair.Second!.AsObject(), pair.First)),
        "required" => value is not JsonObject fields || rule.AsArray().All(name => fields.ContainsKey(name!.GetValue<string>())),
        "properties" => value is not JsonObject fields || rule.AsObject().All(field => !fields.TryGetPropertyValue(field.Key, out var found) || IsValid(field.Value!.AsObject(), found)),
        "additionalProperties" => rule.GetValue<bool>() || value is not JsonObject fields || fields.All(field => schema["properties"]!.AsObject().ContainsKey(field.Key)),
        _ => throw new NotSupportedException($"Keyword '{keyword}' is not implemented here."),
    };

    private static bool IsOfType(string type, JsonNode? value) => (type, value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) => true,
        ("number", JsonValueKind.Number) or ("null", JsonValueKind.Null) => true,
        ("integer", JsonValueKind.Number) => Number(value!) == Math.Floor(Number(value!)),
        _ => false,
    };

    private static double Number(JsonNode value) => double.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);
}
