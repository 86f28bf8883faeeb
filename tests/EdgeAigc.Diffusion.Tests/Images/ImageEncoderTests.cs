using System.Text;
using EdgeAigc.Diffusion.Images;
using EdgeAigc.Diffusion.Pipelines;
using SkiaSharp;

namespace EdgeAigc.Diffusion.Tests.Images;

public sealed class ImageEncoderTests
{
    private const string Parameters =
        "Steps: 20, Sampler: DDIM, CFG scale: 7.5, Seed: 12345678901, Size: 64x48, Model: tiny, Model version: 7, Version: EdgeAigc 0.1.0";

    private static readonly ImageSize Size = new(64, 48);

    public static TheoryData<ImageFormat, int> Kinds() => new()
    {
        { ImageFormat.Png, 90 }, { ImageFormat.Jpeg, 90 }, { ImageFormat.Jpeg, 20 }, { ImageFormat.Webp, 90 }, { ImageFormat.Webp, 100 },
    };

    [Fact]
    public void Encode_Planes_BecomeTheChannelsOfThePixels()
    {
        // Two pixels: red, green and blue planes follow each other.
        var file = ImageEncoder.Encode([1f, -1f, -1f, 0f, 2f, -9f], new(2, 1), new(), Pictures.Metadata).Bytes;
        Assert.Equal([255, 0, 255, 0, 128, 0], Pictures.Decode(file).Pixels);
    }

    [Fact]
    public void Encode_Halves_AreRoundedToEven()
    {
        // −0.4 is 0.3 of 255, which is 76.5.
        var file = ImageEncoder.Encode([-0.4f, 0f, 0f], new(1, 1), new(), Pictures.Metadata).Bytes;
        Assert.Equal(76, Pictures.Decode(file).Pixels[0]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Encode_EqualInputs_GiveEqualBytesOfThatFormat(ImageFormat format, int quality)
    {
        var options = new EncodingOptions { Format = format, Quality = quality };
        var first = ImageEncoder.Encode(Pictures.Planes(Size), Size, options, Pictures.Metadata);
        var second = ImageEncoder.Encode(Pictures.Planes(Size), Size, options, Pictures.Metadata);
        Assert.Equal(first.Bytes, second.Bytes);
        Assert.Equal(($"image/{format}".ToLowerInvariant(), 64, 48), (first.MediaType, first.Width, first.Height));
        using var codec = SKCodec.Create(new MemoryStream(first.Bytes));
        Assert.Equal($"{format}", $"{codec.EncodedFormat}");
    }

    [Theory]
    [InlineData(ImageFormat.Png, 1)]
    [InlineData(ImageFormat.Webp, 100)]
    public void Encode_LosslessFormat_KeepsEveryPixel(ImageFormat format, int quality)
    {
        var picture = Pictures.Noise(Size, seed: 3);
        var file = Encode(picture.ToPlanes(), new() { Format = format, Quality = quality });
        Assert.Equal(picture.Pixels, Pictures.Decode(file).Pixels);
    }

    [Theory]
    [InlineData(ImageFormat.Jpeg)]
    [InlineData(ImageFormat.Webp)]
    public void Encode_LossyFormat_IsNearThePictureAndNearerAndLargerWithQuality(ImageFormat format)
    {
        var planes = Pictures.Planes(Size);
        var picture = RgbImage.FromPlanes(planes, Size).Pixels;
        var (poor, good) = (Encode(planes, new() { Format = format, Quality = 10 }), Encode(planes, new() { Format = format, Quality = 95 }));
        var (poorError, goodError) = (MeanError(picture, Pictures.Decode(poor).Pixels), MeanError(picture, Pictures.Decode(good).Pixels));
        Assert.InRange(goodError, 0.01, 3);
        Assert.True(poorError > 2 * goodError, $"Quality 10 is off by {poorError}, quality 95 by {goodError}.");
        Assert.True(good.Length > poor.Length, $"Quality 10 has {poor.Length} bytes, quality 95 has {good.Length}.");
    }

    [Fact]
    public void Encode_PngWhateverTheQuality_IsTheSame() => Assert.Equal(
        Encode(Pictures.Planes(Size), new() { Quality = 1 }), Encode(Pictures.Planes(Size), new() { Quality = 100 }));

    [Fact]
    public void Encode_Png_IsRgbOfEightBitsAndSaysNothingBesideItsTexts()
    {
        var chunks = PngChunks.Read(Encode(Pictures.Planes(Size), new()));
        Assert.Equal(["IHDR", "tEXt", "tEXt", "sBIT", "IDAT", "IEND"], chunks.Select(chunk => chunk.Type));   // No time, no profile.
        Assert.Equal((8, 2), (chunks[0].Data[8], chunks[0].Data[9]));
    }

    [Fact]
    public void Encode_Png_TellsParametersAndSoftware()
    {
        var texts = PngChunks.Texts(Encode(Pictures.Planes(Size), new()));
        Assert.Equal(new Dictionary<string, string> { ["parameters"] = Parameters, ["Software"] = "EdgeAigc 0.1.0" }, texts);
    }

    [Fact]
    public void Encode_PngWithTextBeyondLatin1_TellsItInUtf8()
    {
        const string prompt = "кот 😀 é";
        var file = ImageEncoder.Encode(Pictures.Planes(Size), Size, new(), Pictures.Metadata with { Prompt = prompt }).Bytes;
        Assert.Contains(PngChunks.Read(file), chunk => chunk.Type == "iTXt");
        Assert.Equal($"{prompt}\n{Parameters}", PngChunks.Texts(file)["parameters"]);
        Assert.Equal(RgbImage.FromPlanes(Pictures.Planes(Size), Size).Pixels, Pictures.Decode(file).Pixels);
    }

    [Fact]
    public void Encode_Jpeg_TellsTheSameInItsExifBlock() =>
        CheckExif(ExifBlock.OfJpeg(Encode(Pictures.Planes(Size), new() { Format = ImageFormat.Jpeg })));

    [Theory]
    [InlineData(90)]
    [InlineData(100)]
    public void Encode_Webp_TellsTheSameInItsExifBlock(int quality) =>
        CheckExif(ExifBlock.OfWebp(Encode(Pictures.Planes(Size), new() { Format = ImageFormat.Webp, Quality = quality }), 64, 48));

    [Fact]
    public void Encode_ExifWithUnicode_TellsItWhole()
    {
        var metadata = Pictures.Metadata with { Prompt = "кот 😀 é", NegativePrompt = "снег" };
        var file = ImageEncoder.Encode(Pictures.Planes(Size), Size, new() { Format = ImageFormat.Jpeg }, metadata).Bytes;
        Assert.Equal($"кот 😀 é\nNegative prompt: снег\n{Parameters}", ExifBlock.OfJpeg(file).UserComment);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Encode_OutputSize_ScalesThePicture(ImageFormat format, int quality)
    {
        var options = new EncodingOptions { Format = format, Quality = quality, Width = 160, Height = 120 };
        var file = ImageEncoder.Encode(Pictures.Planes(Size), Size, options, Pictures.Metadata);
        Assert.Equal((160, 120), (file.Width, file.Height));
        var decoded = Pictures.Decode(file.Bytes);
        Assert.Equal(new(160, 120), decoded.Size);

        // The smooth function that the picture samples, sampled more finely, but for the edges of what was cut off.
        var expected = RgbImage.FromPlanes(Pictures.Planes(decoded.Size), decoded.Size);
        Assert.InRange(MeanError(expected.Pixels, decoded.Pixels), 0, quality == 20 ? 8 : 4);
    }

    [Fact]
    public void Encode_OutputSizeInExif_IsThatOfTheFile()
    {
        var options = new EncodingOptions { Format = ImageFormat.Webp, Width = 161, Height = 121 };
        Assert.Equal((161, 121), ExifBlock.OfWebp(Encode(Pictures.Planes(Size), options), 161, 121).Size);
    }

    [Fact]
    public void CheckSum_PublishedCheckValue_IsMet() => Assert.Equal(0xCBF43926, Crc32.Of(Encoding.ASCII.GetBytes("123456789")));

    private static byte[] Encode(float[] planes, EncodingOptions options) => ImageEncoder.Encode(planes, Size, options, Pictures.Metadata).Bytes;

    private static void CheckExif(ExifBlock exif)
    {
        Assert.Equal((Parameters, "EdgeAigc 0.1.0", "0232", 1), (exif.UserComment, exif.Software, exif.Version, exif.ColourSpace));
        Assert.Equal((64, 48), exif.Size);
    }

    private static double MeanError(byte[] expected, byte[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        return expected.Zip(actual, (one, other) => Math.Abs(one - other)).Average();
    }
}
