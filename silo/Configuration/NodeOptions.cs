using System.ComponentModel.DataAnnotations;

namespace EdgeAigc.Silo.Configuration;

/// <summary>What this node is called and where its models are.</summary>
internal sealed class NodeOptions
{
    public const string Section = "EdgeAigc:Node";

    /// <summary>Name of the node; unique in the cluster and kept over restarts.</summary>
    [Required, RegularExpression("[A-Za-z0-9][A-Za-z0-9._-]{0,62}", ErrorMessage = "It must be 1 to 63 letters, digits, dots, dashes or underscores and begin with a letter or digit.")]
    public string Name { get; set; } = "node-0";

    /// <summary>Folder whose sub-folders are models. A relative path counts from the program's own folder.</summary>
    [Required]
    public string ModelsPath { get; set; } = "models";

    /// <summary><see cref="ModelsPath"/> as an absolute path.</summary>
    public string FullModelsPath => Path.GetFullPath(ModelsPath, AppContext.BaseDirectory);
}
