using System.Text;
using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Client.Generate;

/// <summary>Where a picture goes on disk.</summary>
internal static class PictureFile
{
    private const int LongestStem = 60;

    /// <summary>A file name that says what the prompt was (letters and digits, joined by dashes) and ends as its format does.</summary>
    public static string NameFor(string prompt, ImageFormat format)
    {
        var stem = new StringBuilder();
        foreach (var rune in prompt.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
                stem.Append(Rune.ToLowerInvariant(rune).ToString());
            else if (stem.Length > 0 && stem[^1] != '-')
                stem.Append('-');
            if (stem.Length >= LongestStem)
                break;
        }

        var name = stem.ToString().Trim('-');
        return (name.Length == 0 ? "picture" : name) + PictureFormat.EndingOf(format);
    }

    /// <summary>Writes the file whole or not at all.</summary>
    /// <returns>What went wrong, or null.</returns>
    public static async Task<string?> WriteAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        var full = Path.GetFullPath(path);
        var partial = $"{full}.{Guid.CreateVersion7():N}.partial";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            await File.WriteAllBytesAsync(partial, content, cancellationToken);
            File.Move(partial, full, overwrite: true);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"--out is '{path}': {exception.Message}";
        }
        finally
        {
            if (File.Exists(partial))
                File.Delete(partial);
        }
    }
}
