namespace EdgeAigc.Grains.Storage;

/// <summary>Where a node keeps what must outlive it.</summary>
public sealed class StateOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "EdgeAigc:State";

    /// <summary>Folder, made when there is something to keep; a relative path counts from the program's folder. Nodes of one cluster may share
    /// it; clusters may not.</summary>
    /// <value>Default empty: a folder in <c>state</c> that is named by the cluster's first silo.</value>
    public string Path { get; set; } = "";

    /// <summary><see cref="Path"/> as an absolute path.</summary>
    public string FullPath => System.IO.Path.GetFullPath(Path.Length == 0 ? "state" : Path, AppContext.BaseDirectory);
}
