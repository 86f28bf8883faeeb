namespace EdgeAigc.ModelStore.Manifests;

/// <summary>Refuses names and manifests that would lead out of a folder, whoever sent them.</summary>
public static class ManifestChecks
{
    private const int MaxFiles = 10_000;
    private const int MaxLength = 1000;
    private const int HashLength = 64;

    /// <summary>Whether a model may be called so: one folder name, not hidden.</summary>
    public static bool IsModelName(string name) => name is { Length: <= MaxLength } && IsSegment(name);

    /// <summary>Whether a path stays within its folder and names no hidden file.</summary>
    public static bool IsFilePath(string path) => path is { Length: <= MaxLength } && path.Split('/').All(IsSegment);

    /// <summary>What is wrong with a manifest, or null.</summary>
    public static string? Fault(ModelManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        if (manifest.Files.IsDefaultOrEmpty || manifest.Files.Length > MaxFiles)
            return $"The manifest lists {(manifest.Files.IsDefault ? 0 : manifest.Files.Length)} files; a model has 1 to {MaxFiles}.";
        // What differs in case only is one file on some systems.
        var paths = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var folders = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in manifest.Files)
        {
            if (!IsFilePath(file.Path))
                return $"The manifest lists '{file.Path}', which is not a path within the model's folder.";
            if (!paths.Add(file.Path))
                return $"The manifest lists '{file.Path}' twice.";
            for (var slash = file.Path.IndexOf('/'); slash > 0; slash = file.Path.IndexOf('/', slash + 1))
                folders.Add(file.Path[..slash]);
            if (file.Bytes < 0)
                return $"The manifest lists '{file.Path}' with {file.Bytes} bytes.";
            if (file.Sha256 is not { Length: HashLength } || !file.Sha256.All(char.IsAsciiHexDigitLower))
                return $"The manifest lists '{file.Path}' without a SHA-256 of {HashLength} hexadecimal digits.";
        }

        if (paths.FirstOrDefault(folders.Contains) is { } both)
            return $"The manifest lists '{both}' as a file and as a folder.";
        return manifest.Files.Aggregate(0m, (sum, file) => sum + file.Bytes) > long.MaxValue ? "The manifest lists more bytes than there can be." : null;
    }

    // Hidden ones are no part of a model, and two of them mean other folders.
    private static bool IsSegment(string name) =>
        name.Length > 0 && name[0] != '.' && !name.Any(character => character is '/' or '\\' or ':' || char.IsControl(character));
}
