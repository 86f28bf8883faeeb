using System.Text.Json;

namespace EdgeAigc.Client.Allocate;

/// <summary>An object of a problem file, read strictly: every field is known, there and of its type.</summary>
internal readonly struct JsonFields
{
    private readonly JsonElement _element;
    private readonly string _path;

    /// <param name="element">The value that must be an object.</param>
    /// <param name="path">Where it is; empty for the file itself.</param>
    /// <param name="names">Fields it may have.</param>
    /// <exception cref="ProblemFileException">It is none, or has another field.</exception>
    public JsonFields(JsonElement element, string path, IEnumerable<string> names)
    {
        (_element, _path) = (element, path);
        if (element.ValueKind != JsonValueKind.Object)
            throw new ProblemFileException($"{(path.Length > 0 ? path : "The file")} is {Kind(element)}; it must be an object.");
        foreach (var property in element.EnumerateObject())
        {
            if (!names.Contains(property.Name))
                throw new ProblemFileException($"{PathOf(property.Name)} is unknown; the fields there are {string.Join(", ", names)}.");
        }
    }

    /// <summary>Path of a field of it.</summary>
    public string PathOf(string name) => _path.Length > 0 ? $"{_path}.{name}" : name;

    /// <summary>A field's value.</summary>
    public JsonElement Get(string name) =>
        _element.TryGetProperty(name, out var value) ? value : throw new ProblemFileException($"{PathOf(name)} is missing.");

    /// <summary>A number; null where it may be left out and is.</summary>
    public double? Number(NumberField field)
    {
        if (field.IsOptional && (!_element.TryGetProperty(field.Name, out var value) || value.ValueKind == JsonValueKind.Null))
            return null;
        return Number(Get(field.Name), PathOf(field.Name), field);
    }

    /// <summary>A number that must be there.</summary>
    public double Required(NumberField field) => Number(Get(field.Name), PathOf(field.Name), field);

    /// <summary>A text that is not empty.</summary>
    public string Text(string name)
    {
        var value = Get(name);
        if (value.ValueKind != JsonValueKind.String)
            throw new ProblemFileException($"{PathOf(name)} is {Kind(value)}; it must be a string.");
        return value.GetString() is { Length: > 0 } text ? text : throw new ProblemFileException($"{PathOf(name)} is empty; it must be a name.");
    }

    /// <summary>A list.</summary>
    public JsonElement.ArrayEnumerator List(string name) => List(Get(name), PathOf(name));

    /// <summary>A value as a list.</summary>
    public static JsonElement.ArrayEnumerator List(JsonElement value, string path) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw new ProblemFileException($"{path} is {Kind(value)}; it must be a list.");

    /// <summary>A value as a number.</summary>
    public static double Number(JsonElement value, string path, NumberField field)
    {
        if (value.ValueKind != JsonValueKind.Number)
            throw new ProblemFileException($"{path} is {Kind(value)}; it must be a number{(field.IsOptional ? " or null" : "")}.");
        var number = value.GetDouble();
        return field.Refuse(number) is { } must ? throw new ProblemFileException($"{path} is {value.GetRawText()}; it must be {must}.") : number;
    }

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a truth value",
    };
}
