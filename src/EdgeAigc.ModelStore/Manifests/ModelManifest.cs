using System.Collections.Immutable;

namespace EdgeAigc.ModelStore.Manifests;

/// <summary>What the folder of a model holds, hidden files aside.</summary>
/// <param name="Files">The files, ordered by path.</param>
public sealed record ModelManifest(ImmutableArray<ManifestFile> Files)
{
    /// <summary>Size of all files in bytes.</summary>
    public long Bytes => Files.Sum(file => file.Bytes);

    /// <summary>The file of that path, or null.</summary>
    public ManifestFile? Find(string path) => Files.FirstOrDefault(file => file.Path == path);
}
