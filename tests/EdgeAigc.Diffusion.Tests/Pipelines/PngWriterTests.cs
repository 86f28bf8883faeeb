using EdgeAigc.Diffusion.Pipelines;
using SkiaSharp;

namespace EdgeAigc.Diffusion.Tests.Pipelines;

public sealed class PngWriterTests
{
    [Fact]
    public void Write_Planes_BecomeTheChannelsOfThePixels()
    {
        // Two pixels: red, green and blue planes follow each other.
        using var bitmap = SKBitmap.Decode(PngWriter.Write([1f, -1f, -1f, 0f, 2f, -9f], new ImageSize(2, 1)));
        Assert.Equal(new SKColor(255, 0, 255), bitmap.GetPixel(0, 0));
        Assert.Equal(new SKColor(0, 128, 0), bitmap.GetPixel(1, 0));
    }

    [Fact]
    public void Write_Halves_AreRoundedToEven()
    {
        // −0.4 is 0.3 of 255, which is 76.5.
        using var bitmap = SKBitmap.Decode(PngWriter.Write([-0.4f, 0f, 0f], new ImageSize(1, 1)));
        Assert.Equal(76, bitmap.GetPixel(0, 0).Red);
    }

    [Fact]
    public void Write_Picture_IsAnOpaquePngThatSaysNothingElse()
    {
        var png = PngWriter.Write(new float[3 * 16], new ImageSize(4, 4));
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], png[..8]);
        Assert.Equal((8, 2), (png[24], png[25]));   // Eight bits a channel, RGB.
        Assert.Equal(["IHDR", "sBIT", "IDAT", "IEND"], Chunks(png));   // No time, no text, no colour profile.
    }

    private static IEnumerable<string> Chunks(byte[] png)
    {
        for (var at = 8; at < png.Length;)
        {
            var length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            yield return System.Text.Encoding.ASCII.GetString(png, at + 4, 4);
            at += length + 12;
        }
    }
}
