using EdgeAigc.ModelStore.Manifests;

namespace EdgeAigc.ModelStore.Disk;

/// <summary>Where things lie in a node's folder of models. Whole models are its visible sub-folders; a model comes and goes by one rename.</summary>
/// <param name="root">The folder.</param>
internal sealed class DiskFolders(string root)
{
    private readonly string _partial = Path.Combine(root, ".partial");
    private readonly string _trash = Path.Combine(root, ".trash");

    /// <summary>Folder of the manifests.</summary>
    public string Notes { get; } = Path.Combine(root, ".manifests");

    /// <summary>Folder of a whole model.</summary>
    public string Of(string model) => Path.Combine(root, model);

    /// <summary>Folder of a model on its way.</summary>
    public string PartialOf(string model) => Path.Combine(_partial, model);

    /// <summary>Folder of the small files of a model that is not here.</summary>
    public string OutlineOf(string model) => Path.Combine(root, ".outlines", model);

    /// <summary>Names of the whole models.</summary>
    public IReadOnlyList<string> Whole => NamesIn(root);

    /// <summary>Names of the models of which something was fetched.</summary>
    public IReadOnlyList<string> Partial => NamesIn(_partial);

    /// <summary>Bytes of the files in a folder; 0 when it is not there.</summary>
    public static long BytesOf(string folder)
    {
        var info = new DirectoryInfo(folder);
        return info.Exists ? info.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) : 0;
    }

    /// <summary>Gives a complete folder its name.</summary>
    public void Complete(string model) => Directory.Move(PartialOf(model), Of(model));

    /// <summary>Deletes a folder so that no half of it is ever seen under its name.</summary>
    public void Delete(string folder)
    {
        Directory.CreateDirectory(_trash);
        Directory.Move(folder, Path.Combine(_trash, Path.GetFileName(folder)));
        EmptyTrash();
    }

    /// <summary>Ends deletions that were interrupted.</summary>
    public void EmptyTrash()
    {
        if (Directory.Exists(_trash))
            Directory.Delete(_trash, recursive: true);
    }

    /// <summary>An earlier run may have fetched another version; nothing of it may stay that would count towards the disk.</summary>
    public void DropOthers(string model, ModelManifest manifest)
    {
        var folder = PartialOf(model);
        if (!Directory.Exists(folder))
            return;
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToList())
        {
            var name = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
            if (manifest.Find(name) is not { } file || new FileInfo(path).Length > file.Bytes)
                File.Delete(path);
        }
    }

    private static IReadOnlyList<string> NamesIn(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)).Where(ManifestChecks.IsModelName).Order(StringComparer.Ordinal)]
        : [];
}
