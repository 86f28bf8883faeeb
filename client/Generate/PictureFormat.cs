using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Client.Generate;

/// <summary>Formats by the names and file endings that people give.</summary>
internal static class PictureFormat
{
    private static readonly Dictionary<string, ImageFormat> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["png"] = ImageFormat.Png,
        ["jpeg"] = ImageFormat.Jpeg,
        ["jpg"] = ImageFormat.Jpeg,
        ["webp"] = ImageFormat.Webp,
    };

    /// <summary>The format of that name, or null.</summary>
    public static ImageFormat? Parse(string name) => Names.TryGetValue(name, out var format) ? format : null;

    /// <summary>The format that a file's ending stands for, or null.</summary>
    public static ImageFormat? OfFile(string path) => Parse(Path.GetExtension(path).TrimStart('.'));

    /// <summary>The ending for files of a format.</summary>
    public static string EndingOf(ImageFormat format) => format == ImageFormat.Jpeg ? ".jpg" : $".{NameOf(format)}";

    /// <summary>What to say about a file whose ending stands for another format than it will hold, or null. A file without an
    /// ending promises nothing.</summary>
    public static string? Mismatch(string path, ImageFormat format) => Path.GetExtension(path).Length == 0 || OfFile(path) == format
        ? null
        : $"--out is '{path}', but the picture is a {NameOf(format)} file; many programs go by the ending.";

    private static string NameOf(ImageFormat format) => Names.First(entry => entry.Value == format).Key;
}
