using System.Text.Json.Nodes;

namespace EdgeAigc.Diffusion.Tests.Images;

/// <summary>Changes a <c>model_index.json</c>.</summary>
internal static class ModelIndexFile
{
    public static async Task SetAsync(string path, string key, JsonNode value)
    {
        var index = JsonNode.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken))!;
        index[key] = value;
        await File.WriteAllTextAsync(path, index.ToJsonString(), TestContext.Current.CancellationToken);
    }
}
