using System.Security.Cryptography;
using System.Text.Json;

namespace EdgeAigc.ModelStore.Manifests;

/// <summary>The manifests of the models below one folder. Reading gigabytes takes long, so each file is hashed once and again only when
/// its size or time of writing changed; what is known outlives the process.</summary>
/// <param name="models">Folder whose sub-folders are models.</param>
/// <param name="notes">Folder that keeps what is known: one file a model.</param>
internal sealed class ManifestBook(string models, string notes) : IDisposable
{
    private static readonly EnumerationOptions Visible = new() { RecurseSubdirectories = true };

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>The manifest of a model that is there, or null.</summary>
    public async Task<ModelManifest?> FindAsync(string model, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(models, model);
        if (!ManifestChecks.IsModelName(model) || !Directory.Exists(folder))
            return null;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => ReadAsync(folder, model, cancellationToken), cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Takes the hashes of a folder that has just been verified.</summary>
    public void Note(string model, ModelManifest manifest)
    {
        var folder = Path.Combine(models, model);
        Save(model, [.. manifest.Files.Select(file => (file, info: new FileInfo(Path.Combine(folder, file.Path))))
            .Select(row => new KnownFile(row.file.Path, row.file.Bytes, row.info.LastWriteTimeUtc.Ticks, row.file.Sha256))]);
    }

    /// <summary>Forgets a model.</summary>
    public void Forget(string model) => File.Delete(FileOf(model));

    public void Dispose() => _turn.Dispose();

    private async Task<ModelManifest> ReadAsync(string folder, string model, CancellationToken cancellationToken)
    {
        var known = Load(model).ToDictionary(file => file.Path, StringComparer.Ordinal);
        var files = new List<KnownFile>();
        foreach (var path in Directory.EnumerateFiles(folder, "*", Visible))
        {
            var name = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
            // A link counts as the file that it leads to.
            var info = (FileInfo?)File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new(path);
            files.Add(known.TryGetValue(name, out var file) && (file.Bytes, file.Written) == (info.Length, info.LastWriteTimeUtc.Ticks)
                ? file
                : new(name, info.Length, info.LastWriteTimeUtc.Ticks, await HashAsync(path, cancellationToken)));
        }

        if (files.Count != known.Count || files.Any(file => known.GetValueOrDefault(file.Path) != file))
            Save(model, files);
        return new([.. files.Select(file => new ManifestFile(file.Path, file.Bytes, file.Sha256)).OrderBy(file => file.Path, StringComparer.Ordinal)]);
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }

    private List<KnownFile> Load(string model)
    {
        try
        {
            return JsonSerializer.Deserialize<List<KnownFile>>(File.ReadAllText(FileOf(model))) ?? [];
        }
        catch (Exception exception) when (exception is IOException or JsonException or UnauthorizedAccessException)
        {
            // Not known, or not any more; then it is hashed.
            return [];
        }
    }

    private void Save(string model, List<KnownFile> files)
    {
        Directory.CreateDirectory(notes);
        var temporary = FileOf(model) + ".new";
        File.WriteAllText(temporary, JsonSerializer.Serialize(files));
        File.Move(temporary, FileOf(model), overwrite: true);
    }

    private string FileOf(string model) => Path.Combine(notes, model + ".json");
}
