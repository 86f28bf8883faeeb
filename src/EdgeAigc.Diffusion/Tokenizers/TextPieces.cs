using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace EdgeAigc.Diffusion.Tokenizers;

/// <summary>Prepares a text for byte-pair encoding by the rules of CLIP's fast tokenizer.</summary>
internal static partial class TextPieces
{
    private const char Letter = '\u4E00';
    private const char Digit = '0';
    private const char Other = '\uE000';

    /// <summary>Form C, each run of white space as one space, lower case character by character.</summary>
    public static string Normalize(string text)
    {
        var result = new StringBuilder(text.Length);
        var afterSpace = false;
        Span<char> buffer = stackalloc char[2];
        foreach (var rune in CanonicalComposition.Normalize(text).EnumerateRunes())
        {
            var space = Rune.IsWhiteSpace(rune);
            if (space && !afterSpace)
                result.Append(' ');
            else if (rune.Value == 0x0130)   // The only code point whose lower case is two.
                result.Append("i\u0307");
            else if (!space)
                result.Append(buffer[..Rune.ToLowerInvariant(rune).EncodeToUtf16(buffer)]);
            afterSpace = space;
        }

        return result.ToString();
    }

    /// <summary>Splits normalized text into contractions, words, single digits and runs of other signs; spaces vanish.</summary>
    public static IEnumerable<string> Split(string text)
    {
        // The pattern looks at UTF-16 units, the rules speak of code points: those beyond the first plane are shown to it
        // as one sign of their kind.
        var runes = text.EnumerateRunes().ToArray();
        var shape = string.Create(runes.Length, runes, static (span, runes) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = runes[i].IsBmp ? (char)runes[i].Value : KindOf(runes[i]);
        });
        var piece = new StringBuilder();
        foreach (Match match in Pattern().Matches(shape))
        {
            piece.Clear();
            foreach (var rune in runes.AsSpan(match.Index, match.Length))
                piece.Append(rune);
            yield return piece.ToString();
        }
    }

    private static char KindOf(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => Letter,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Digit,
        _ => Other,
    };

    // The two special tokens of the original pattern are taken out before it sees the text.
    [GeneratedRegex(@"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
