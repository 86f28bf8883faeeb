using System.ComponentModel.DataAnnotations;

namespace EdgeAigc.Silo.Configuration;

/// <summary>What this node is called and where its models are.</summary>
internal sealed class NodeOptions : IValidatableObject
{
    public const string Section = "EdgeAigc:Node";

    /// <summary>Name of the node; unique in the cluster and kept over restarts.</summary>
    [Required, RegularExpression("[A-Za-z0-9][A-Za-z0-9._-]{0,62}", ErrorMessage = "It must be 1 to 63 letters, digits, dots, dashes or underscores and begin with a letter or digit.")]
    public string Name { get; set; } = "node-0";

    /// <summary>Folder whose sub-folders are models. A relative path counts from the program's own folder.</summary>
    [Required]
    public string ModelsPath { get; set; } = "models";

    /// <summary>Folder of all models, from which this node fetches those that it needs into <see cref="ModelsPath"/>. Empty serves what is in
    /// <see cref="ModelsPath"/>. A relative path counts from the program's own folder.</summary>
    public string OriginPath { get; set; } = "";

    /// <summary>Takes <see cref="ModelsPath"/> for the origin and keeps the node's own models in a folder below that of the state.</summary>
    public bool OwnFolder { get; set; }

    /// <summary>Disk that models may occupy in <see cref="ModelsPath"/> when there is an origin, in MiB; 0 for no limit.</summary>
    [Range(0, 1024L * 1024 * 1024)]
    public long DiskMebibytes { get; set; }

    /// <summary><see cref="OriginPath"/> as an absolute path, or empty.</summary>
    public string FullOriginPath => OriginPath.Length == 0 ? "" : Path.GetFullPath(OriginPath, AppContext.BaseDirectory);

    /// <summary><see cref="ModelsPath"/> as an absolute path.</summary>
    public string FullModelsPath => Path.GetFullPath(ModelsPath, AppContext.BaseDirectory);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (OriginPath.Length > 0 && FullOriginPath == FullModelsPath)
            yield return new($"It is {nameof(ModelsPath)} too; a node fetches into a folder of its own. Leave it empty to serve the folder in place.", [nameof(OriginPath)]);
        if (OriginPath.Length > 0 && OwnFolder)
            yield return new($"{nameof(OriginPath)} is set too; set one of them.", [nameof(OwnFolder)]);
    }

    /// <summary>Puts the node's own models below the state folder, if that was asked for.</summary>
    public void Resolve(string statePath)
    {
        if (OwnFolder)
            (OriginPath, ModelsPath, OwnFolder) = (FullModelsPath, Path.Combine(statePath, Name, "models"), false);
    }
}
