using EdgeAigc.Client.Generate;
using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.UnitTests.Client;

public sealed class PictureFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edgeaigc-picture");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("red heart", "red-heart.png")]
    [InlineData("  A Cat, with: hats!  ", "a-cat-with-hats.png")]
    [InlineData("../../etc/passwd", "etc-passwd.png")]
    [InlineData("Straße 7", "straße-7.png")]
    [InlineData("!?", "picture.png")]
    [InlineData("", "picture.png")]
    public void NameFor_AnyPrompt_IsAPlainFileName(string prompt, string expected) => Assert.Equal(expected, PictureFile.NameFor(prompt, ImageFormat.Png));

    [Theory]
    [InlineData(ImageFormat.Png, "sun.png")]
    [InlineData(ImageFormat.Jpeg, "sun.jpg")]
    [InlineData(ImageFormat.Webp, "sun.webp")]
    public void NameFor_Format_EndsAsItDoes(ImageFormat format, string expected) => Assert.Equal(expected, PictureFile.NameFor("sun", format));

    [Fact]
    public void NameFor_LongPrompt_IsCut() => Assert.InRange(PictureFile.NameFor(new string('x', 5000), ImageFormat.Webp).Length, 10, 70);

    [Fact]
    public async Task Write_NewFolder_WritesTheFileAndNothingElse()
    {
        var path = Path.Combine(_folder.FullName, "sub", "a.png");

        Assert.Null(await PictureFile.WriteAsync(path, [1, 2, 3], TestContext.Current.CancellationToken));

        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        Assert.Single(Directory.EnumerateFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public async Task Write_ImpossiblePath_NamesTheOption()
    {
        var file = Path.Combine(_folder.FullName, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        var problem = await PictureFile.WriteAsync(Path.Combine(file, "a.png"), [1], TestContext.Current.CancellationToken);

        Assert.Contains("--out", problem, StringComparison.Ordinal);
    }
}
