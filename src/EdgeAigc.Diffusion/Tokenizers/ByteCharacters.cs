namespace EdgeAigc.Diffusion.Tokenizers;

/// <summary>The printable character that stands for each byte in a byte-level vocabulary: GPT-2's map (Radford et al., 2019).
/// Printable Latin-1 bytes stand for themselves, the 68 others for U+0100 and up, in ascending order.</summary>
internal static class ByteCharacters
{
    /// <summary>The character of each byte.</summary>
    public static IReadOnlyList<char> Characters { get; } = Create();

    private static char[] Create()
    {
        var characters = new char[256];
        var next = '\u0100';
        for (var value = 0; value < characters.Length; value++)
            characters[value] = value is (>= 33 and <= 126) or (>= 161 and <= 172) or (>= 174 and <= 255) ? (char)value : next++;
        return characters;
    }
}
