using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Diffusion.Calibration;

/// <summary>What a calibration draws when nobody says otherwise.</summary>
internal static class CalibrationPrompts
{
    /// <summary>File in a model's folder with one prompt a line; empty lines and lines that start with '#' do not count.</summary>
    public const string File = "calibration-prompts.txt";

    /// <summary>Things that emoji models know by these names and photographic models draw as well.</summary>
    public static IReadOnlyList<string> Everyday { get; } =
    [
        "red heart", "star", "sun", "crescent moon", "cloud", "rainbow", "snowflake", "fire",
        "dog face", "cat face", "rabbit face", "lion", "fish", "butterfly", "rose", "sunflower",
        "cactus", "pizza", "hamburger", "red apple", "banana", "birthday cake", "automobile", "rocket",
    ];

    /// <summary>The prompts of a model: its own, if its folder has the file, or the everyday ones.</summary>
    /// <param name="folder">The model's folder.</param>
    /// <exception cref="ModelException">The file cannot be read, or holds no prompt or too many.</exception>
    public static IReadOnlyList<string> Of(string folder)
    {
        var files = new ModelFiles(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        var path = files.PathOf(File);
        if (!System.IO.File.Exists(path))
            return Everyday;
        try
        {
            var prompts = Parse(System.IO.File.ReadLines(path));
            return prompts.Count is >= 1 and <= CalibrationSettings.MaxPrompts
                ? prompts
                : throw new ModelException(
                    files.NameOf(File), $"The file holds {prompts.Count} prompts; it must be from 1 to {CalibrationSettings.MaxPrompts}, one a line.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException(files.NameOf(File), $"The file cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>The prompts among lines of text.</summary>
    public static IReadOnlyList<string> Parse(IEnumerable<string> lines) =>
        [.. lines.Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')];
}
