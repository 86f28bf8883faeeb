using System.Runtime.CompilerServices;

namespace EdgeAigc.Training.Tests.Models;

/// <summary>The model folders that are checked in.</summary>
internal static class BundledModels
{
    /// <summary>Folder that holds them.</summary>
    public static string Folder { get; } = Find();

    /// <summary>Names of the models, in ordinal order.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.GetDirectories(Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <summary>Path of a file of a model.</summary>
    public static string PathOf(string model, params string[] parts) => Path.Combine([Folder, model, .. parts]);

    private static string Find([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..", "models"));
}
