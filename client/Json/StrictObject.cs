using System.Text.Json;
using EdgeAigc.Core.Placement;

namespace EdgeAigc.Client.Json;

/// <summary>A JSON object that is read field by field. What is missing, has another type or is not known becomes a fault that names the
/// field by its path; a stand-in is returned, so that reading goes on and all faults are told at once.</summary>
internal sealed class StrictObject
{
    private readonly Dictionary<string, JsonElement> _fields = new(StringComparer.Ordinal);
    private readonly string _path;
    private readonly List<PlacementFault> _faults;

    private StrictObject(JsonElement element, string path, List<PlacementFault> faults)
    {
        (_path, _faults) = (path, faults);
        if (element.ValueKind != JsonValueKind.Object)
        {
            Fault(path, element, "an object");
            return;
        }

        foreach (var field in element.EnumerateObject())
            _fields[field.Name] = field.Value;
    }

    /// <summary>Reads an object and complains about the fields that the reader did not ask for.</summary>
    /// <param name="element">The object.</param>
    /// <param name="path">Where it stands; empty for the file itself.</param>
    /// <param name="faults">Takes the faults.</param>
    /// <param name="read">Asks for the fields.</param>
    public static T Read<T>(JsonElement element, string path, List<PlacementFault> faults, Func<StrictObject, T> read)
    {
        var fields = new StrictObject(element, path, faults);
        var value = read(fields);
        foreach (var unknown in fields._fields.Keys)
            faults.Add(new(fields.PathOf(unknown), "is not a field that is known here; remove it."));
        return value;
    }

    public string Text(string name) => Take(name, JsonValueKind.String, "a text") is { } element ? element.GetString()! : "";

    /// <summary>A text that may be absent or null.</summary>
    public string? TextOrNull(string name) => IsAbsent(name) ? null : Text(name);

    public double Number(string name) => Take(name, JsonValueKind.Number, "a number") is { } element ? element.GetDouble() : double.NaN;

    /// <summary>A number with a value for when it is absent.</summary>
    public double Number(string name, double absent) => IsAbsent(name) ? absent : Number(name);

    public int Count(string name)
    {
        if (Take(name, JsonValueKind.Number, "a whole number") is not { } element)
            return 0;
        if (element.TryGetInt32(out var count))
            return count;
        Fault(PathOf(name), element, "a whole number");
        return 0;
    }

    public T Object<T>(string name, Func<StrictObject, T> read)
        where T : class? =>
        Take(name, JsonValueKind.Object, "an object") is { } element ? Read(element, PathOf(name), _faults, read) : null!;

    public List<T> Objects<T>(string name, Func<StrictObject, T> read) =>
        Rows(name, (element, path) => Read(element, path, _faults, read));

    /// <summary>A list that is empty when it is absent.</summary>
    public List<T> ObjectsOrNone<T>(string name, Func<StrictObject, T> read) => IsAbsent(name) ? [] : Objects(name, read);

    /// <summary>A list of texts that is empty when it is absent.</summary>
    public List<string> TextsOrNone(string name) => IsAbsent(name) ? [] : Rows(name, (element, path) =>
    {
        if (element.ValueKind == JsonValueKind.String)
            return element.GetString()!;
        Fault(path, element, "a text");
        return "";
    });

    private List<T> Rows<T>(string name, Func<JsonElement, string, T> read)
    {
        if (Take(name, JsonValueKind.Array, "a list") is not { } list)
            return [];
        return [.. list.EnumerateArray().Select((element, index) => read(element, $"{PathOf(name)}[{index}]"))];
    }

    private bool IsAbsent(string name)
    {
        if (!_fields.TryGetValue(name, out var element))
            return true;
        if (element.ValueKind != JsonValueKind.Null)
            return false;
        _fields.Remove(name);
        return true;
    }

    private JsonElement? Take(string name, JsonValueKind kind, string expected)
    {
        if (!_fields.Remove(name, out var element))
            _faults.Add(new(PathOf(name), $"is missing; it must be {expected}."));
        else if (element.ValueKind != kind)
            Fault(PathOf(name), element, expected);
        else
            return element;
        return null;
    }

    private void Fault(string path, JsonElement element, string expected)
    {
        var text = element.GetRawText();
        _faults.Add(new(path.Length == 0 ? "$" : path, $"is {(text.Length > 40 ? text[..40] + "…" : text)}; it must be {expected}."));
    }

    private string PathOf(string name) => _path.Length == 0 ? name : $"{_path}.{name}";
}
