using EdgeAigc.Training.Sheet;
using SkiaSharp;

namespace EdgeAigc.Training.Tests.Sheet;

public sealed class LetteringTests
{
    [Fact]
    public void Break_LongCaption_BreaksAtSpaces() =>
        Assert.Equal(["woman and man", "holding hands"], Lettering.Break("woman and man holding hands", 14));

    [Fact]
    public void Draw_EveryLetterAndDigit_LeavesADifferentMark()
    {
        var marks = "abcdefghijklmnopqrstuvwxyz0123456789".Select(Mark).ToArray();

        Assert.Equal(36, marks.Distinct().Count());
        Assert.DoesNotContain(Mark(' '), marks);
    }

    [Fact]
    public void Draw_ContactSheet_HasAllPicturesInPlace()
    {
        var red = Png(SKColors.Red);
        var blue = Png(SKColors.Blue);

        using var sheet = SKBitmap.Decode(ContactSheet.Draw([.. Enumerable.Repeat(("red", red), 8), ("blue", blue)]));

        Assert.Equal(SKColors.Red, sheet.GetPixel(70, 70));
        Assert.Equal(SKColors.Red, sheet.GetPixel(sheet.Width - 70, 70));
        Assert.Equal(SKColors.Blue, sheet.GetPixel(70, sheet.Height - 90));
        Assert.Equal(SKColors.White, sheet.GetPixel(sheet.Width - 70, sheet.Height - 90));
    }

    private static string Mark(char character)
    {
        using var picture = new SKBitmap(8, 12);
        picture.Erase(SKColors.White);
        Lettering.Draw(picture, $"{character}", 0, 0, 8, 1);
        return string.Concat(picture.Pixels.Select(pixel => pixel == SKColors.White ? '.' : '#'));
    }

    private static byte[] Png(SKColor color)
    {
        using var picture = new SKBitmap(64, 64);
        picture.Erase(color);
        using var encoded = picture.Encode(SKEncodedImageFormat.Png, 100);
        return encoded.ToArray();
    }
}
