namespace EdgeAigc.Diffusion.Models;

/// <summary>The models below one folder. Read once; scan again to see changes.</summary>
public sealed class ModelCatalog
{
    private ModelCatalog(IReadOnlyList<ModelFolder> models, IReadOnlyList<ModelFault> faults)
    {
        Models = models;
        Faults = faults;
    }

    /// <summary>The usable models, ordered by name.</summary>
    public IReadOnlyList<ModelFolder> Models { get; }

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
            if (ModelFolder.TryOpen(folder, Path.Combine(home, Path.GetFileName(folder)), out var fault) is { } model)
                models.Add(model);
            else
                faults.Add(fault!);
        }

        return new(models, faults);
    }

    /// <summary>The usable model of that exact name, or null.</summary>
    public ModelFolder? Find(string name) => Models.FirstOrDefault(model => string.Equals(model.Name, name, StringComparison.Ordinal));

    /// <summary>What is wrong with the unusable model of that exact name, or null.</summary>
    public ModelFault? FindFault(string name) =>
        Faults.FirstOrDefault(fault => string.Equals(NameOf(fault), name, StringComparison.Ordinal) && name.Length > 0);

    private static string NameOf(ModelFault fault) => fault.File.Split('/')[0];
}
