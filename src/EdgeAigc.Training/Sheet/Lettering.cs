using System.Globalization;
using SkiaSharp;

namespace EdgeAigc.Training.Sheet;

/// <summary>
/// Draws captions in letters of 5×7 pixels (and two below the line) that are built in, so that a sheet looks the same on machines without fonts.
/// </summary>
internal static class Lettering
{
    /// <summary>Height of a line with its gap.</summary>
    public const int LineHeight = 11;

    private const int Advance = 6;
    private const int Width = 5;

    private static readonly Dictionary<char, byte[]> Glyphs = Read();

    /// <summary>Draws a text centred in a column, broken at spaces into at most <paramref name="lines"/> lines.</summary>
    public static void Draw(SKBitmap picture, string text, int left, int top, int width, int lines)
    {
        foreach (var line in Break(text, width / Advance).Take(lines))
        {
            DrawLine(picture, line, left + ((width - (line.Length * Advance)) / 2), top);
            top += LineHeight;
        }
    }

    /// <summary>Breaks a text at spaces into lines of at most <paramref name="length"/> characters; longer words are cut.</summary>
    public static IReadOnlyList<string> Break(string text, int length)
    {
        var lines = new List<string>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines.Count > 0 && lines[^1].Length + 1 + word.Length <= length)
                lines[^1] += " " + word;
            else
                lines.Add(word.Length <= length ? word : word[..length]);
        }

        return lines;
    }

    private static void DrawLine(SKBitmap picture, string line, int left, int top)
    {
        foreach (var character in line)
        {
            if (Glyphs.TryGetValue(character, out var rows))
            {
                for (var row = 0; row < rows.Length; row++)
                {
                    for (var column = 0; column < Width; column++)
                    {
                        if ((rows[row] & (1 << (Width - 1 - column))) != 0)
                            picture.SetPixel(left + column, top + row, SKColors.Black);
                    }
                }
            }

            left += Advance;
        }
    }

    // A line for each glyph: the character, then its rows from the top as five bits in hexadecimal.
    private static Dictionary<char, byte[]> Read()
    {
        using var stream = typeof(Lettering).Assembly.GetManifestResourceStream(typeof(Lettering), "glyphs.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).ToDictionary(
            line => line[0],
            line => line[2..].Split(' ').Select(row => byte.Parse(row, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray());
    }
}
