using System.Collections.Frozen;

namespace EdgeAigc.Diffusion.Models;

/// <summary>The files of one model folder: where they lie and what messages call them.</summary>
/// <param name="root">Full path of the folder.</param>
/// <param name="elsewhere">Sizes of files that are not in the folder yet, by their path with slashes; null when all are.</param>
internal sealed class ModelFiles(string root, IReadOnlyDictionary<string, long>? elsewhere = null)
{
    private static readonly FrozenSet<string> TorchWeights = FrozenSet.ToFrozenSet([".safetensors", ".bin", ".ckpt", ".pt"]);
    private static readonly FrozenSet<string> OtherFrameworks = FrozenSet.ToFrozenSet([.. TorchWeights, ".msgpack", ".h5", ".xml"]);

    private static readonly EnumerationOptions Visible = new() { RecurseSubdirectories = true };

    /// <summary>Name of the folder.</summary>
    public string Name { get; } = System.IO.Path.GetFileName(root);

    /// <summary>Full path of a file, given by its parts.</summary>
    public string PathOf(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([root, .. parts]);

    /// <summary>Name of a file for messages: the model's name and its parts with slashes, on every system.</summary>
    public string NameOf(params ReadOnlySpan<string> parts) => string.Join('/', [Name, .. parts]);

    /// <summary>Reads a configuration that must be there.</summary>
    public ConfigFile Config(params ReadOnlySpan<string> parts) => ConfigFile.Read(PathOf(parts), NameOf(parts));

    /// <summary>Reads a configuration that older exports leave out.</summary>
    public ConfigFile? OptionalConfig(params ReadOnlySpan<string> parts) => ConfigFile.ReadOptional(PathOf(parts), NameOf(parts));

    /// <summary>Refuses a folder that lacks a file.</summary>
    /// <param name="wayOut">What to do about it.</param>
    /// <param name="parts">The file.</param>
    public void Require(string wayOut, params ReadOnlySpan<string> parts)
    {
        if (!Has(parts))
            throw new ModelException(NameOf(parts), $"The file is missing. {wayOut}");
    }

    /// <summary>Whether a file is there.</summary>
    public bool Has(params ReadOnlySpan<string> parts) => File.Exists(PathOf(parts)) || Elsewhere.ContainsKey(string.Join('/', parts));

    /// <summary>Bytes of a network and of the weights beside it, under whatever names its exporter gave them. Weights of other
    /// frameworks that share the folder do not count; a link counts as the file that it leads to.</summary>
    public long BytesIn(string folder) =>
        (Directory.Exists(PathOf(folder)) ? new DirectoryInfo(PathOf(folder)).EnumerateFiles() : [])
            .Where(file => !OtherFrameworks.Contains(file.Extension))
            .Sum(LengthOf)
        + Elsewhere.Where(file => file.Key.StartsWith(folder + "/", StringComparison.Ordinal) && !file.Key[(folder.Length + 1)..].Contains('/')
            && !OtherFrameworks.Contains(System.IO.Path.GetExtension(file.Key))).Sum(file => file.Value);

    /// <summary>Bytes of all files, hidden ones aside.</summary>
    public long AllBytes => new DirectoryInfo(root).EnumerateFiles("*", Visible).Sum(LengthOf) + Elsewhere.Values.Sum();

    /// <summary>The first file of torch weights in a subfolder, or null.</summary>
    public string? TorchWeightsIn(string folder)
    {
        var directory = new DirectoryInfo(PathOf(folder));
        return directory.Exists
            ? directory.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal)
                .FirstOrDefault(name => TorchWeights.Contains(System.IO.Path.GetExtension(name)))
            : null;
    }

    private IReadOnlyDictionary<string, long> Elsewhere => elsewhere ?? FrozenDictionary<string, long>.Empty;

    private static long LengthOf(FileInfo file) => ((file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo) ?? file).Length;
}
