using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeAigc.Simulation.Study;

/// <summary>Takes fields of known types out of a mapping and refuses what is left over.</summary>
internal sealed class FileFields
{
    private readonly string _path;
    private readonly JsonObject _fields;
    private readonly List<string> _known = [];

    /// <param name="path">Where the mapping stands, empty for the top.</param>
    /// <param name="node">The mapping.</param>
    /// <exception cref="StudyFileException">It is none.</exception>
    public FileFields(string path, JsonNode? node)
    {
        _path = path;
        _fields = node as JsonObject ?? throw new StudyFileException($"{(path.Length == 0 ? "The study" : path)}: is {Show(node)}; it must be a mapping of names to values. --example prints one.");
    }

    public string Text(string name, string? absent = null) => Take(name) switch
    {
        null => absent ?? throw Fault(name, "is missing", "name it; --example shows where"),
        JsonValue value when value.GetValueKind() == JsonValueKind.String && value.ToString().Length > 0 => value.ToString(),
        var other => throw Fault(name, $"is {Show(other)}", "it must be a text"),
    };

    public int Whole(string name, int absent, int least) => Take(name) is { } node ? Whole(name, node, least) : absent;

    public bool Flag(string name) => Take(name) switch
    {
        null => false,
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
        var other => throw Fault(name, $"is {Show(other)}", "it must be true or false"),
    };

    public JsonObject Mapping(string name) => Take(name) switch
    {
        null => [],
        JsonObject mapping => mapping,
        var other => throw Fault(name, $"is {Show(other)}", "it must be a mapping of names to values"),
    };

    /// <summary>A list that holds something.</summary>
    public IReadOnlyList<JsonNode?> List(string name) => Take(name) switch
    {
        null => throw Fault(name, "is missing", "list at least one; --example shows how"),
        JsonArray { Count: > 0 } list => [.. list],
        var other => throw Fault(name, $"is {Show(other)}", "it must be a list that holds something"),
    };

    public IReadOnlyList<string> Texts(string name) => Distinct(name, [.. List(name).Select((node, index) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.ToString() : throw Fault($"{name}[{index}]", $"is {Show(node)}", "it must be a text"))]);

    public IReadOnlyList<int> Wholes(string name, int least) => Distinct(name, [.. List(name).Select((node, index) => Whole($"{name}[{index}]", node, least))]);

    /// <summary>Refuses names that nobody asked for.</summary>
    public void Done()
    {
        foreach (var (name, value) in _fields)
        {
            if (!_known.Contains(name))
                throw Fault(name, $"is {Show(value)}, but there is no such field", $"there are {string.Join(", ", _known.Distinct())}");
        }
    }

    public StudyFileException Fault(string name, string what, string wayOut) => new($"{Path(name)}: {what}; {wayOut}.");

    public string Path(string name) => _path.Length == 0 ? name : $"{_path}.{name}";

    private int Whole(string name, JsonNode? node, int least) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && int.TryParse(value.ToString(), out var whole) && whole >= least
            ? whole
            : throw Fault(name, $"is {Show(node)}", $"it must be a whole number of at least {least}");

    private T[] Distinct<T>(string name, T[] values) =>
        values.GroupBy(value => value).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw Fault(name, $"holds {twice.Key} twice", "name it once")
            : values;

    private JsonNode? Take(string name)
    {
        _known.Add(name);
        return _fields[name];
    }

    private static string Show(JsonNode? node) => node is null ? "empty" : node.ToJsonString();
}
