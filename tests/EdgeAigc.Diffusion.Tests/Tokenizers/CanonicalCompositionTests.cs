using System.Security.Cryptography;
using System.Text;
using EdgeAigc.Diffusion.Tokenizers;

namespace EdgeAigc.Diffusion.Tests.Tokenizers;

public sealed class CanonicalCompositionTests
{
    private static readonly int[] Pool =
    [
        0x41, 0x61, 0x65, 0x6F, 0x300, 0x301, 0x302, 0x308, 0x30A, 0x323, 0x327, 0x331, 0x338, 0x345, 0x5B0, 0x5B7, 0x93C, 0x915,
        0x928, 0x9C7, 0x9BE, 0x1100, 0x1161, 0x11A8, 0xAC00, 0xAC01, 0x212B, 0x2126, 0x1E0A, 0x1E69, 0x1F00, 0x3B1, 0x3042, 0x304B,
        0x3099, 0x1D15E, 0x1D157, 0x1D165, 0x2F800, 0xFB1D, 0x220B, 0x20, 0x11131, 0x11127, 0x110BA, 0xE9, 0x212A, 0xF900, 0x0CC6,
        0x0CC2, 0x0CD5,
    ];

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("\u00E9\u02FF", "\u00E9\u02FF")]
    [InlineData("e\u0301", "\u00E9")]
    [InlineData("\u212B", "\u00C5")]                             // Singletons are replaced.
    [InlineData("\u1E0A\u0323", "\u1E0C\u0307")]                 // Marks are reordered by class, then composed.
    [InlineData("e\u0302\u0301", "\u1EBF")]                      // One starter takes several marks.
    [InlineData("a\u0327\u0301", "\u00E1\u0327")]                // A lower class does not block.
    [InlineData("a\u0305\u0301", "a\u0305\u0301")]               // The same class blocks.
    [InlineData("\u0958", "\u0915\u093C")]                       // Composition exclusions stay apart.
    [InlineData("\u1100\u1161\u11A8", "\uAC01")]                 // Hangul
    [InlineData("\uAC00\u11A8", "\uAC01")]
    [InlineData("\uAC01\u11A8", "\uAC01\u11A8")]
    [InlineData("\uD834\uDD5E", "\uD834\uDD57\uD834\uDD65")]     // Beyond the first plane.
    public void Normalize_KnownCases_GivesFormC(string text, string expected) =>
        Assert.Equal(expected, CanonicalComposition.Normalize(text));

    [Fact]
    public void Normalize_LoneSurrogate_BecomesTheReplacementCharacter() =>
        Assert.Equal("x\uFFFD\u00E9", CanonicalComposition.Normalize("x\uD800e\u0301"));

    [Fact]
    public void Normalize_RandomTexts_AgreesWithAnotherImplementation()
    {
        // The hash is that of the same texts normalized by Python's unicodedata.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var state = 1u;
        for (var n = 0; n < 20_000; n++)
        {
            var text = new StringBuilder();
            for (var k = 0; k < 8; k++)
            {
                state = (state * 1664525) + 1013904223;
                text.Append(new Rune(Pool[(int)((state >> 16) % (uint)Pool.Length)]));
            }

            hash.AppendData(Encoding.UTF8.GetBytes(CanonicalComposition.Normalize(text.ToString())));
        }

        Assert.Equal(
            "e70beb00b41a95f518a927b401a2572ea9b9ffd9a1df8cdc074a40c5dd79a134", Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    [Fact]
    public void Normalize_EveryCodePoint_AgreesWithAnotherImplementation()
    {
        // Python's unicodedata again: form C of form D of each code point, which equals form C of the code point.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var codePoint = 0; codePoint < 0x110000; codePoint++)
        {
            if (Rune.TryCreate(codePoint, out var rune))
                hash.AppendData(Encoding.UTF8.GetBytes(CanonicalComposition.Normalize(rune.ToString())));
        }

        Assert.Equal(
            "1ffc8e6ce9e83df8e49fd62d6abb68f981775aed0b5101b88c213d4653e9b540", Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
