using EdgeAigc.Diffusion.Tokenizers;

namespace EdgeAigc.Diffusion.Tests.Tokenizers;

public sealed class TextPiecesTests
{
    [Theory]
    [InlineData("A  RED\t\n Heart", "a red heart")]
    [InlineData(" x ", " x ")]
    [InlineData("\u00A0\u2003\u0085x", " x")]
    [InlineData("\u0130stanbul", "i\u0307stanbul")]
    [InlineData("ΟΔΟΣ", "οδοσ")]                       // No final sigma.
    [InlineData("CAFE\u0301", "caf\u00E9")]
    [InlineData("\u4F60\u597D\u3000\u754C", "\u4F60\u597D \u754C")]
    [InlineData("\uD801\uDC00", "\uD801\uDC28")]       // Deseret has case beyond the first plane.
    public void Normalize_Text_FollowsTheFastRules(string text, string expected) =>
        Assert.Equal(expected, TextPieces.Normalize(text));

    [Theory]
    [InlineData("a red heart", "a|red|heart")]
    [InlineData("it's we'll i'd don't", "it|'s|we|'ll|i|'d|don|'t")]
    [InlineData("we're i've i'm x'Y", "we|'re|i|'ve|i|'m|x|'|Y")]
    [InlineData("IT'S", "IT|'S")]
    [InlineData("caf\u00E9s na\u00EFve", "caf\u00E9s|na\u00EFve")]
    [InlineData("\u4F60\u597D, \u4E16\u754C1\u732B", "\u4F60\u597D|,|\u4E16\u754C|1|\u732B")]   // No spaces around ideographs.
    [InlineData("2024x", "2|0|2|4|x")]
    [InlineData("wow!!! (ok)", "wow|!!!|(|ok|)")]
    [InlineData("'xyz", "'|xyz")]
    [InlineData("²③", "²|③")]
    [InlineData("\uD835\uDC00b\uD835\uDFCE\uD83D\uDE00!", "\uD835\uDC00b|\uD835\uDFCE|\uD83D\uDE00!")]   // Letter, digit, emoji.
    [InlineData("  ", "")]
    public void Split_Text_GivesThePiecesOfThePattern(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', TextPieces.Split(text)));
}
