using System.Security.Cryptography;

namespace EdgeAigc.Training.Export;

/// <summary>One file of a model, as training.json lists it.</summary>
/// <param name="Path">Path in the folder, with slashes.</param>
/// <param name="Bytes">Length.</param>
/// <param name="Sha256">SHA-256 in lower-case hexadecimal.</param>
internal sealed record ModelFile(string Path, long Bytes, string Sha256)
{
    /// <summary>What a bundled model may weigh, all files together.</summary>
    public const long LargestModel = 16_000_000;

    private static readonly string[] Parts = ["model_index.json", "scheduler", "text_encoder", "tokenizer", "unet", "vae_decoder", "vae_encoder"];

    /// <summary>The files that a loader reads, in ordinal order.</summary>
    public static IReadOnlyList<ModelFile> List(string folder) =>
        [.. Parts.Select(part => System.IO.Path.Combine(folder, part)).Where(System.IO.Path.Exists)
            .SelectMany(part => Directory.Exists(part) ? Directory.GetFiles(part) : [part])
            .Select(path => Read(folder, path)).OrderBy(file => file.Path, StringComparer.Ordinal)];

    /// <summary>Refuses a folder that is larger than a bundled model may be.</summary>
    /// <exception cref="InvalidDataException">It is.</exception>
    public static void RequireSmall(string folder)
    {
        var bytes = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Sum(path => new FileInfo(path).Length);
        if (bytes > LargestModel)
            throw new InvalidDataException($"The folder {folder} has {bytes} bytes; a bundled model may have {LargestModel}.");
    }

    private static ModelFile Read(string folder, string path)
    {
        using var file = File.OpenRead(path);
        return new(System.IO.Path.GetRelativePath(folder, path).Replace('\\', '/'), file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
    }
}
