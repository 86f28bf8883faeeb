using EdgeAigc.ModelStore.Manifests;

namespace EdgeAigc.ModelStore.Disk;

/// <summary>What can be told of a model without its weights.</summary>
/// <param name="Folder">Folder of its small files.</param>
/// <param name="Home">Folder that the whole model will be in.</param>
/// <param name="Elsewhere">Sizes of its other files, by their path with slashes.</param>
public sealed record ModelOutline(string Folder, string Home, IReadOnlyDictionary<string, long> Elsewhere)
{
    // Configurations, vocabularies and curves are smaller; weights that are as small cost nothing to copy.
    private const long SmallBytes = 8 << 20;

    internal static bool IsSmall(ManifestFile file) => file.Bytes <= SmallBytes && !file.Path.EndsWith(".onnx", StringComparison.Ordinal);
}
