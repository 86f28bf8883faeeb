using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EdgeAigc.Training.Data;

/// <summary>
/// Puts the concepts together from <c>emoji-datasource-google</c> (which pictures exist), <c>unicode-emoji-json</c>
/// (names) and <c>emojilib</c> (keywords).
/// </summary>
internal static class EmojiCatalog
{
    private const int LongestKeywordWords = 2;

    // What the letters U+00C0 to U+00FF become; an underscore is a gap.
    private const string PlainLetters = "aaaaaaaceeeeiiiidnooooo_ouuuuypsaaaaaaaceeeeiiiidnooooo_ouuuuypy";

    private static readonly HashSet<string> Lettering = new(["keycap", "alphanum", "av-symbol"], StringComparer.Ordinal);

    /// <summary>Reads the concepts in the order of the data source.</summary>
    /// <param name="datasource">JSON of <c>emoji.json</c>.</param>
    /// <param name="names">JSON of <c>data-by-emoji.json</c>.</param>
    /// <param name="keywords">JSON of <c>emoji-en-US.json</c>.</param>
    public static List<Emoji> Read(string datasource, string names, string keywords)
    {
        using var sources = JsonDocument.Parse(datasource);
        using var byEmoji = JsonDocument.Parse(names);
        using var keywordsByEmoji = JsonDocument.Parse(keywords);
        var emojis = new List<Emoji>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var source in sources.RootElement.EnumerateArray())
        {
            var unified = source.GetProperty("unified").GetString()!;
            if (!IsWanted(source, unified))
                continue;

            var emoji = Characters(unified);
            if (!TryFind(byEmoji.RootElement, emoji, out var entry))
                continue;

            var name = Clean(entry.GetProperty("name").GetString()!);
            if (name.Length > 0 && !IsClockFace(name) && seen.Add(name))
                emojis.Add(new(name, Keywords(keywordsByEmoji.RootElement, emoji, name), unified.ToLowerInvariant()));
        }

        return emojis;
    }

    // Flags are told apart by names alone, buttons are lettering, and joined sequences are variants of simpler people.
    private static bool IsWanted(JsonElement source, string unified) =>
        source.GetProperty("has_img_google").GetBoolean()
        && source.GetProperty("category").GetString() is not ("Flags" or "Component")
        && !Lettering.Contains(source.GetProperty("subcategory").GetString()!)
        && !unified.Contains("-200D-", StringComparison.Ordinal);

    private static bool TryFind(JsonElement map, string emoji, out JsonElement entry) =>
        map.TryGetProperty(emoji, out entry) || map.TryGetProperty(emoji.Replace("\uFE0F", "", StringComparison.Ordinal), out entry);

    private static List<string> Keywords(JsonElement map, string emoji, string name) =>
        TryFind(map, emoji, out var entry)
            ? [.. entry.EnumerateArray().Select(keyword => Clean(keyword.GetString()!))
                .Where(keyword => keyword.Length > 1 && keyword != name && IsPhrase(keyword))
                .Distinct()]
            : [];

    // The 24 clock faces differ in their hands alone.
    private static bool IsClockFace(string name) =>
        name.EndsWith(" oclock", StringComparison.Ordinal) || name.EndsWith(" thirty", StringComparison.Ordinal);

    // Keywords with digits are names of chat shortcuts.
    private static bool IsPhrase(string keyword) => keyword.Split(' ').Length <= LongestKeywordWords && !keyword.Any(char.IsAsciiDigit);

    private static string Characters(string unified) =>
        string.Concat(unified.Split('-').Select(code => char.ConvertFromUtf32(int.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture))));

    // Letters and digits in lower case without accents, everything else is a gap.
    private static string Clean(string text)
    {
        var words = new StringBuilder();
        foreach (var character in text)
        {
            var plain = character is >= '\u00C0' and <= '\u00FF' ? PlainLetters[character - '\u00C0'] : character;
            if (plain is not ('\'' or '\u2019'))
                words.Append(char.IsAsciiLetterOrDigit(plain) ? char.ToLowerInvariant(plain) : ' ');
        }

        return string.Join(' ', words.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
