namespace EdgeAigc.Grains.Models;

/// <summary>Where a node's models lie and come from. The host sets them.</summary>
public sealed class ModelStoreOptions
{
    /// <summary>The node's own folder of models, as a full path; empty when its models have no files.</summary>
    public string ModelsPath { get; set; } = "";

    /// <summary>The folder of all models, as a full path; empty when the node serves what its own folder has.</summary>
    public string OriginPath { get; set; } = "";

    /// <summary>Bytes that models may occupy in the node's own folder; 0 for no limit.</summary>
    public long DiskBytes { get; set; }
}
