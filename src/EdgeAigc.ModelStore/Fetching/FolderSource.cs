using EdgeAigc.ModelStore.Manifests;

namespace EdgeAigc.ModelStore.Fetching;

/// <summary>Models in a folder of this machine, or one that it mounts.</summary>
public sealed class FolderSource : IModelFileSource, IDisposable
{
    private readonly string _models;
    private readonly ManifestBook _book;

    /// <param name="name">What people call it.</param>
    /// <param name="kind">What kind of place it is.</param>
    /// <param name="models">Folder whose sub-folders are models. It is only read.</param>
    /// <param name="notes">Folder of this node that keeps the manifests.</param>
    public FolderSource(string name, SourceKind kind, string models, string notes)
    {
        (Name, Kind, _models) = (name, kind, models);
        _book = new(models, notes);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public SourceKind Kind { get; }

    /// <inheritdoc/>
    public Task<ModelManifest?> FindAsync(string model, CancellationToken cancellationToken) => _book.FindAsync(model, cancellationToken);

    /// <inheritdoc/>
    public async Task<byte[]> ReadAsync(string model, string path, long offset, int count, CancellationToken cancellationToken)
    {
        if (!ManifestChecks.IsModelName(model) || !ManifestChecks.IsFilePath(path))
            throw new ArgumentException($"'{model}/{path}' is not a file of a model.", nameof(path));
        using var file = File.OpenHandle(Path.Combine(_models, model, path), options: FileOptions.Asynchronous);
        var bytes = new byte[Math.Max(0, Math.Min(count, RandomAccess.GetLength(file) - offset))];
        var read = 0;
        while (read < bytes.Length && await RandomAccess.ReadAsync(file, bytes.AsMemory(read), offset + read, cancellationToken) is > 0 and var part)
            read += part;
        return read == bytes.Length ? bytes : bytes[..read];
    }

    /// <inheritdoc/>
    public void Dispose() => _book.Dispose();

    internal ManifestBook Book => _book;
}
