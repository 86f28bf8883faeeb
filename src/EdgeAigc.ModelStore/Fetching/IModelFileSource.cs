using EdgeAigc.ModelStore.Manifests;

namespace EdgeAigc.ModelStore.Fetching;

/// <summary>A place that has models: another node, or the origin. Whatever its members throw means that it cannot serve just now.</summary>
public interface IModelFileSource
{
    /// <summary>What people call it: a node's name, or <c>origin</c>.</summary>
    string Name { get; }

    /// <summary>What kind of place it is.</summary>
    SourceKind Kind { get; }

    /// <summary>The manifest of a model, or null when the source does not have it.</summary>
    Task<ModelManifest?> FindAsync(string model, CancellationToken cancellationToken);

    /// <summary>Reads a part of a file.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="path">Path of the file as the manifest has it.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="count">Number of bytes; the file has that many.</param>
    /// <param name="cancellationToken">Takes the question back.</param>
    Task<byte[]> ReadAsync(string model, string path, long offset, int count, CancellationToken cancellationToken);
}
