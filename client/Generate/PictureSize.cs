using System.CommandLine.Parsing;
using System.Globalization;

namespace EdgeAigc.Client.Generate;

/// <summary>A picture's size in pixels.</summary>
/// <param name="Width">Width.</param>
/// <param name="Height">Height, or null when only the width was given.</param>
internal sealed record PictureSize(int Width, int? Height)
{
    /// <summary>Reads <c>width</c> or <c>widthxheight</c>.</summary>
    public static PictureSize? Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var parts = text.Split('x', 'X');
        if (parts.Length is 1 or 2 && Side(parts[0]) is { } width && (parts.Length == 1 || Side(parts[1]) is not null))
            return new(width, parts.Length == 1 ? null : Side(parts[1]));

        var option = (result.Parent as OptionResult)?.Option.Name ?? "The size";
        result.AddError($"{option} is '{text}'; it must be widthxheight in pixels, such as 64x64.");
        return null;
    }

    private static int? Side(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var pixels) ? pixels : null;
}
