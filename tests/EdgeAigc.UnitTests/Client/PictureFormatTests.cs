using EdgeAigc.Client.Generate;
using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.UnitTests.Client;

public sealed class PictureFormatTests
{
    [Theory]
    [InlineData("a.png", ImageFormat.Png)]
    [InlineData("b/c.JPG", ImageFormat.Jpeg)]
    [InlineData("c.jpeg", ImageFormat.Jpeg)]
    [InlineData("d.tar.webp", ImageFormat.Webp)]
    [InlineData("e.gif", null)]
    [InlineData("png", null)]
    [InlineData("f.", null)]
    [InlineData("", null)]
    public void OfFile_Path_IsReadOffItsEnding(string path, ImageFormat? expected) => Assert.Equal(expected, PictureFormat.OfFile(path));

    [Theory]
    [InlineData("a.png", ImageFormat.Png, null)]
    [InlineData("a.jpeg", ImageFormat.Jpeg, null)]
    [InlineData("a", ImageFormat.Webp, null)]
    [InlineData("a.png", ImageFormat.Jpeg, "--out is 'a.png', but the picture is a jpeg file")]
    [InlineData("a.gif", ImageFormat.Png, "--out is 'a.gif', but the picture is a png file")]
    public void Mismatch_EndingOfAnotherFormat_IsSaid(string path, ImageFormat format, string? says)
    {
        var mismatch = PictureFormat.Mismatch(path, format);
        if (says is null)
            Assert.Null(mismatch);
        else
            Assert.StartsWith(says, mismatch, StringComparison.Ordinal);
    }

    [Fact]
    public void EndingOf_EveryFormat_IsReadBackAsIt() =>
        Assert.All(Enum.GetValues<ImageFormat>(), format => Assert.Equal(format, PictureFormat.OfFile("a" + PictureFormat.EndingOf(format))));
}
