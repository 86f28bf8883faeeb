using EdgeAigc.Diffusion.Tokenizers;

namespace EdgeAigc.Diffusion.Tests.Tokenizers;

public sealed class ByteCharactersTests
{
    [Theory]
    [InlineData(0, '\u0100')]
    [InlineData(10, '\u010A')]
    [InlineData(32, '\u0120')]    // The space, which is known from GPT-2's vocabulary.
    [InlineData(33, '!')]
    [InlineData(126, '~')]
    [InlineData(127, '\u0121')]
    [InlineData(160, '\u0142')]
    [InlineData(161, '\u00A1')]
    [InlineData(173, '\u0143')]
    [InlineData(255, '\u00FF')]
    public void Characters_Byte_IsThatOfThePublishedMap(int value, char expected) =>
        Assert.Equal(expected, ByteCharacters.Characters[value]);

    [Fact]
    public void Characters_AllBytes_AreDifferentAndThe68OthersAscend()
    {
        Assert.Equal(256, ByteCharacters.Characters.Distinct().Count());
        var others = ByteCharacters.Characters.Where(character => character > byte.MaxValue).Select(character => (int)character);
        Assert.Equal(Enumerable.Range(0x100, 68), others);
    }
}
