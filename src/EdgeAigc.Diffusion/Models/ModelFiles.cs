namespace EdgeAigc.Diffusion.Models;

/// <summary>The files of one model folder: where they lie and what messages call them.</summary>
/// <param name="root">Full path of the folder.</param>
internal sealed class ModelFiles(string root)
{
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
        if (!File.Exists(PathOf(parts)))
            throw new ModelException(NameOf(parts), $"The file is missing. {wayOut}");
    }

    /// <summary>Bytes of all files in a subfolder.</summary>
    public long BytesIn(string folder) =>
        new DirectoryInfo(PathOf(folder)).EnumerateFiles().Sum(file => file.Length);
}
