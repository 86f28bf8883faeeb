using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace EdgeAigc.UnitTests.Projects;

/// <summary>The project files of the solution, as they stand in the working tree.</summary>
internal static class ProjectFiles
{
    private static readonly string[] Roots = ["src", "silo", "client", "tests", "bench"];

    /// <summary>Top of the working tree.</summary>
    public static string Top { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", ".."));

    /// <summary>Every project by its name.</summary>
    public static SortedDictionary<string, XDocument> All { get; } = new(
        Roots.Select(root => Path.Combine(Top, root)).Where(Directory.Exists)
            .SelectMany(root => Directory.EnumerateFiles(root, "*.csproj", SearchOption.AllDirectories))
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path), XDocument.Load),
        StringComparer.Ordinal);

    public static string[] References(string project, string kind) =>
        [.. All[project].Descendants(kind).Select(item => Path.GetFileNameWithoutExtension(item.Attribute("Include")!.Value.Replace('\\', '/'))).Order(StringComparer.Ordinal)];

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
