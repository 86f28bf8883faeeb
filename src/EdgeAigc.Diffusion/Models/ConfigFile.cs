using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeAigc.Diffusion.Models;

/// <summary>A JSON configuration file. A missing key and a null read as null; a value of another type is a
/// <see cref="ModelException"/> that names file, key and value.</summary>
internal sealed class ConfigFile
{
    private const long MaxBytes = 64 << 20;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly JsonObject _values;

    private ConfigFile(string file, JsonObject values)
    {
        File = file;
        _values = values;
    }

    /// <summary>Name of the file for messages, starting with the model's name.</summary>
    public string File { get; }

    /// <summary>All keys and values.</summary>
    public IEnumerable<KeyValuePair<string, JsonNode?>> Entries => _values;

    /// <summary>Reads a file that must be there.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="file">Its name for messages.</param>
    public static ConfigFile Read(string path, string file) =>
        ReadOptional(path, file) ?? throw new ModelException(file, "The file is missing.");

    /// <summary>Reads a file, or returns null when it is not there.</summary>
    public static ConfigFile? ReadOptional(string path, string file)
    {
        try
        {
            var info = new FileInfo(path);
            if (!info.Exists)
                return null;
            if (info.Length > MaxBytes)
                throw new ModelException(file, $"The file has {info.Length} bytes; a configuration has at most {MaxBytes}.");
            var text = PythonJson.WithoutInfinities(System.IO.File.ReadAllText(path));
            return JsonNode.Parse(text, documentOptions: Strict) is JsonObject values
                ? new(file, values)
                : throw new ModelException(file, "The file must hold a JSON object.");
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ModelException(file, $"The file cannot be read as JSON: {exception.Message}", exception);
        }
    }

    /// <summary>The value of a key, or null.</summary>
    public JsonNode? Node(string key) => _values[key];

    public string? Text(string key) => Read<string>(key, "a string");

    public bool? Flag(string key) => ReadValue<bool>(key, "true or false");

    public int? Integer(string key) => ReadValue<int>(key, "an integer");

    public double? Number(string key) => ReadValue<double>(key, "a number");

    /// <summary>A list of numbers.</summary>
    public IReadOnlyList<double>? Numbers(string key)
    {
        if (Node(key) is not { } node)
            return null;
        var numbers = new List<double>();
        foreach (var item in node as JsonArray ?? throw Wrong(key, node, "a list of numbers"))
        {
            numbers.Add(item is JsonValue value && value.TryGetValue<double>(out var number)
                ? number
                : throw Wrong(key, node, "a list of numbers"));
        }

        return numbers;
    }

    /// <summary>The fault of a key whose value cannot be used.</summary>
    public ModelException Wrong(string key, object? value, string expected) =>
        new(File, $"'{key}' is {Shorten(value is JsonNode node ? node.ToJsonString() : $"{value}")}; it must be {expected}.");

    private T? Read<T>(string key, string expected)
        where T : class =>
        Node(key) is { } node ? Convert<T>(key, node, expected) : null;

    private T? ReadValue<T>(string key, string expected)
        where T : struct =>
        Node(key) is { } node ? Convert<T>(key, node, expected) : null;

    private T Convert<T>(string key, JsonNode node, string expected) =>
        node is JsonValue value && value.TryGetValue<T>(out var result) ? result : throw Wrong(key, node, expected);

    private static string Shorten(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
