namespace EdgeAigc.Diffusion.Models;

/// <summary>The models that a node may serve. Its folders are read once; it may learn of others. For any thread.</summary>
public sealed class ModelCatalog
{
    private readonly Lock _gate = new();
    private volatile IReadOnlyList<ModelFolder> _models;

    private ModelCatalog(IReadOnlyList<ModelFolder> models, IReadOnlyList<ModelFault> faults)
    {
        _models = models;
        Faults = faults;
    }

    /// <summary>The usable models, ordered by name.</summary>
    public IReadOnlyList<ModelFolder> Models => _models;

    /// <summary>What is wrong with the other ones.</summary>
    public IReadOnlyList<ModelFault> Faults { get; }

    /// <summary>Reads each direct subfolder that has a <c>model_index.json</c>. A root that does not exist gives a
    /// catalogue with one fault and no model.</summary>
    /// <param name="root">The folder whose subfolders are models.</param>
    public static ModelCatalog Scan(string root)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        return Scan(root, root);
    }

    /// <summary>Reads each model of a node's own folder, and those of an origin that are not there, as if they were: their files are brought
    /// there before they are read.</summary>
    /// <param name="root">The node's own folder; need not exist.</param>
    /// <param name="origin">The folder of all models.</param>
    public static ModelCatalog ScanWithOrigin(string root, string origin)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        ArgumentException.ThrowIfNullOrEmpty(origin);
        var own = Directory.Exists(root) ? Scan(root) : new([], []);
        var others = Scan(origin, root);
        return new(
            [.. own.Models.UnionBy(others.Models, model => model.Name, StringComparer.Ordinal).OrderBy(model => model.Name, StringComparer.Ordinal)],
            [.. own.Faults, .. others.Faults.Where(fault => own.Find(NameOf(fault)) is null)]);
    }

    private static ModelCatalog Scan(string root, string home)
    {
        var models = new List<ModelFolder>();
        var faults = new List<ModelFault>();
        if (!Directory.Exists(root))
        {
            faults.Add(new ModelFault(root, "The folder of models does not exist; create it or name another one."));
            return new(models, faults);
        }

        foreach (var folder in Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal))
        {
            if (!File.Exists(Path.Combine(folder, "model_index.json")))
                continue;
            if (ModelFolder.TryOpen(folder, Path.Combine(home, Path.GetFileName(folder)), null, out var fault) is { } model)
                models.Add(model);
            else
                faults.Add(fault!);
        }

        return new(models, faults);
    }

    /// <summary>Adds a model of which only the small files are here; all of them are brought to its folder before they are read.</summary>
    /// <param name="path">The folder of the small files, called like the model.</param>
    /// <param name="home">The folder that the model will be read from.</param>
    /// <param name="elsewhere">Sizes of its other files, by their path with slashes.</param>
    /// <returns>What is wrong with it, or null.</returns>
    public ModelFault? Learn(string path, string home, IReadOnlyDictionary<string, long> elsewhere)
    {
        if (ModelFolder.TryOpen(path, home, elsewhere, out var fault) is not { } model)
            return fault;
        lock (_gate)
        {
            if (Find(model.Name) is null)
                _models = [.. _models.Append(model).OrderBy(known => known.Name, StringComparer.Ordinal)];
        }

        return null;
    }

    /// <summary>The usable model of that exact name, or null.</summary>
    public ModelFolder? Find(string name) => Models.FirstOrDefault(model => string.Equals(model.Name, name, StringComparison.Ordinal));

    /// <summary>What is wrong with the unusable model of that exact name, or null.</summary>
    public ModelFault? FindFault(string name) =>
        Faults.FirstOrDefault(fault => string.Equals(NameOf(fault), name, StringComparison.Ordinal) && name.Length > 0);

    private static string NameOf(ModelFault fault) => fault.File.Split('/')[0];
}
