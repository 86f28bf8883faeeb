using System.Globalization;
using System.Text.Json.Nodes;

namespace EdgeAigc.UnitTests.Allocation;

/// <summary>A problem file, whole or with one value changed.</summary>
internal static class SlotFile
{
    public static JsonObject Example() => JsonNode.Parse(
        """
        {
          "node": { "egressBitsPerSecond": 1e8, "computeSeconds": 2.0, "referenceSeconds": 1.5 },
          "requests": [
            { "id": "r1", "weight": 1.25, "latencyPreference": 0.4,
              "waitSeconds": 0.01, "fixedSeconds": 0.05, "stepSeconds": 0.02,
              "payloadBits": 3.2e6, "maxRateBitsPerSecond": 5e7, "deadlineSeconds": 2.0,
              "rejectUtility": -1.0,
              "quality": [[1, 0.10], [4, 0.45], [50, 1.0]] } ]
        }
        """)!.AsObject();

    /// <summary>The example with a value at a path such as <c>requests[0].weight</c>.</summary>
    public static JsonObject With(string path, string json)
    {
        var (file, parent, last) = Find(path);
        if (int.TryParse(last, out var index))
            parent[index] = JsonNode.Parse(json);
        else
            parent[last] = JsonNode.Parse(json);
        return file;
    }

    /// <summary>The example without a field.</summary>
    public static JsonObject Without(string path)
    {
        var (file, parent, last) = Find(path);
        Assert.True(parent.AsObject().Remove(last));
        return file;
    }

    private static (JsonObject File, JsonNode Parent, string Last) Find(string path)
    {
        var file = Example();
        var parts = path.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.');
        JsonNode parent = file;
        foreach (var part in parts[..^1])
            parent = parent is JsonArray ? parent[int.Parse(part, CultureInfo.InvariantCulture)]! : parent[part]!;
        return (file, parent, parts[^1]);
    }
}
