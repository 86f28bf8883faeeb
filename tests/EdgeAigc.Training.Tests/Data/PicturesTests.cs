using EdgeAigc.Training.Data;
using SkiaSharp;

namespace EdgeAigc.Training.Tests.Data;

public sealed class PicturesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_TransparentPictureWithRedSquare_IsRedOnWhiteInPlanes()
    {
        using var picture = new SKBitmap(new SKImageInfo(64, 64, SKColorType.Rgba8888, SKAlphaType.Premul));
        picture.Erase(SKColors.Transparent);
        picture.Erase(SKColors.Red, SKRectI.Create(20, 30, 8, 8));
        using (var file = File.Create(_folder.File("red.png")))
            picture.Encode(file, SKEncodedImageFormat.Png, 100);

        using var tensor = Pictures.Read([_folder.File("red.png")]);

        Assert.Equal([1, 3, 64, 64], tensor.shape);
        float At(int channel, int y, int x) => tensor[0, channel, y, x].item<float>();
        Assert.Equal((1f, 1f, 1f), (At(0, 0, 0), At(1, 0, 0), At(2, 0, 0)));
        Assert.Equal((1f, -1f, -1f), (At(0, 34, 24), At(1, 34, 24), At(2, 34, 24)));
        Assert.Equal(1f, At(1, 24, 34));
    }

    [Fact]
    public void Read_NoPicture_NamesTheFile()
    {
        File.WriteAllText(_folder.File("broken.png"), "no picture");

        var fault = Assert.Throws<InvalidDataException>(() => Pictures.Read([_folder.File("broken.png")]));

        Assert.Contains("broken.png", fault.Message, StringComparison.Ordinal);
    }
}
