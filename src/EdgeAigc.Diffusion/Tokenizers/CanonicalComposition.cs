using System.Text;

namespace EdgeAigc.Diffusion.Tokenizers;

/// <summary>Normalization form C: Unicode Standard Annex 15, with Hangul by the arithmetic of the standard's section 3.12.
/// <see cref="string.Normalize()"/> leaves text as it is where globalization is invariant, hence this.</summary>
internal static class CanonicalComposition
{
    private const int SyllableBase = 0xAC00;
    private const int LeadingBase = 0x1100;
    private const int VowelBase = 0x1161;
    private const int TrailingBase = 0x11A7;
    private const int LeadingCount = 19;
    private const int VowelCount = 21;
    private const int TrailingCount = 28;
    private const int SyllableCount = LeadingCount * VowelCount * TrailingCount;

    /// <summary>The text in form C. Lone surrogates become U+FFFD.</summary>
    public static string Normalize(string text)
    {
        // Below U+0300 nothing combines and nothing is decomposed in form C.
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', '\u02FF'))
            return text;

        var codePoints = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
            Decompose(rune.Value, codePoints);
        Reorder(codePoints);
        Compose(codePoints);

        var result = new StringBuilder(codePoints.Count);
        Span<char> buffer = stackalloc char[2];
        foreach (var codePoint in codePoints)
            result.Append(buffer[..new Rune(codePoint).EncodeToUtf16(buffer)]);
        return result.ToString();
    }

    private static void Decompose(int codePoint, List<int> destination)
    {
        var syllable = codePoint - SyllableBase;
        if (syllable is >= 0 and < SyllableCount)
        {
            destination.Add(LeadingBase + (syllable / (VowelCount * TrailingCount)));
            destination.Add(VowelBase + (syllable / TrailingCount % VowelCount));
            if (syllable % TrailingCount != 0)
                destination.Add(TrailingBase + (syllable % TrailingCount));
            return;
        }

        var parts = CanonicalMappings.Unicode.Decomposition(codePoint);
        if (parts.IsEmpty)
            destination.Add(codePoint);
        foreach (var part in parts)
            Decompose(part, destination);
    }

    /// <summary>Sorts each run of combining marks by class; marks of one class keep their order.</summary>
    private static void Reorder(List<int> codePoints)
    {
        for (var start = 0; start < codePoints.Count; start++)
        {
            var end = start;
            while (end < codePoints.Count && CanonicalMappings.Unicode.CombiningClass(codePoints[end]) != 0)
                end++;
            if (end - start > 1)
            {
                var sorted = codePoints[start..end].OrderBy(CanonicalMappings.Unicode.CombiningClass).ToList();
                for (var i = 0; i < sorted.Count; i++)
                    codePoints[start + i] = sorted[i];
            }

            start = end;
        }
    }

    /// <summary>Joins each mark with the last starter, unless a mark of the same or a higher class stands between them.</summary>
    private static void Compose(List<int> codePoints)
    {
        var (starter, length, lastClass) = (-1, 0, 0);
        foreach (var codePoint in codePoints.ToArray())
        {
            int current = CanonicalMappings.Unicode.CombiningClass(codePoint);
            var blocked = length - 1 > starter && (lastClass == 0 || lastClass >= current);
            if (starter >= 0 && !blocked && Pair(codePoints[starter], codePoint) is { } composed)
            {
                codePoints[starter] = composed;
                continue;
            }

            if (current == 0)
                starter = length;
            lastClass = current;
            codePoints[length++] = codePoint;
        }

        codePoints.RemoveRange(length, codePoints.Count - length);
    }

    private static int? Pair(int first, int second)
    {
        var (leading, vowel) = (first - LeadingBase, second - VowelBase);
        if (leading is >= 0 and < LeadingCount && vowel is >= 0 and < VowelCount)
            return SyllableBase + (((leading * VowelCount) + vowel) * TrailingCount);
        var (syllable, trailing) = (first - SyllableBase, second - TrailingBase);
        if (syllable is >= 0 and < SyllableCount && syllable % TrailingCount == 0 && trailing is > 0 and < TrailingCount)
            return first + trailing;
        return CanonicalMappings.Unicode.Composition(first, second);
    }
}
