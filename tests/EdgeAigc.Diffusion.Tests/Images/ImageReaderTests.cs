using System.Buffers.Binary;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Images;
using EdgeAigc.Diffusion.Pipelines;
using SkiaSharp;

namespace EdgeAigc.Diffusion.Tests.Images;

public sealed class ImageReaderTests
{
    private static readonly ImageSize Size = new(24, 16);

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void TryRead_LosslessFile_GivesItsPixelsFromMinusOneToOne(SKEncodedImageFormat format)
    {
        var picture = Pictures.Noise(Size, seed: 2);
        var file = format == SKEncodedImageFormat.Png
            ? Pictures.Encode(picture, format)
            : ImageEncoder.Encode(picture.ToPlanes(), Size, new() { Format = ImageFormat.Webp, Quality = 100 }, Pictures.Metadata).Bytes;
        var planes = Read(file, Size);
        for (var i = 0; i < planes.Length; i++)
        {
            var value = picture.Pixels[(i % (24 * 16) * 3) + (i / (24 * 16))];
            Assert.Equal((value / 127.5) - 1, planes[i], 1e-6);
        }
    }

    [Fact]
    public void TryRead_Jpeg_IsNearThePicture()
    {
        var planes = Pictures.Planes(Size);
        var read = Read(Pictures.Encode(RgbImage.FromPlanes(planes, Size), SKEncodedImageFormat.Jpeg, 95), Size);
        Assert.InRange(planes.Zip(read, (one, other) => Math.Abs(Math.Clamp(one, -1, 1) - other)).Average(), 0, 0.03);
    }

    [Fact]
    public void TryRead_OtherSize_IsScaledWithLanczos()
    {
        var picture = Pictures.Noise(new(60, 41), seed: 4);
        var expected = Resampler.Resize(picture, Size, ResamplingFilter.Lanczos3).ToPlanes();
        Assert.Equal(expected, Read(Pictures.Encode(picture, SKEncodedImageFormat.Png), Size));
    }

    [Fact]
    public void TryRead_TransparentPixels_LieOnWhite()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(3, 1, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        bitmap.Pixels = [new(255, 0, 0, 0), new(255, 0, 0, 128), new(255, 0, 0, 255)];
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        var planes = Read(data.ToArray(), new(3, 1));
        Assert.Equal([1, 1, 1], planes[..3]);
        Assert.Equal([1, 127 / 127.5f - 1, -1], planes[3..6].Select(value => MathF.Round(value, 4)), (one, other) => Math.Abs(one - other) < 1e-3);
    }

    /// <summary>The picture is red, green / blue, white as people should see it. What is stored follows from what each orientation
    /// says of the stored row 0 and column 0.</summary>
    [Theory]
    [InlineData(1, "RG", "BW")]
    [InlineData(2, "GR", "WB")]   // Row 0 is the top, column 0 the right.
    [InlineData(3, "WB", "GR")]   // Row 0 is the bottom, column 0 the right.
    [InlineData(4, "BW", "RG")]   // Row 0 is the bottom, column 0 the left.
    [InlineData(5, "RB", "GW")]   // Row 0 is the left, column 0 the top.
    [InlineData(6, "GW", "RB")]   // Row 0 is the right, column 0 the top.
    [InlineData(7, "WG", "BR")]   // Row 0 is the right, column 0 the bottom.
    [InlineData(8, "BR", "WG")]   // Row 0 is the left, column 0 the bottom.
    public void TryRead_ExifOrientation_IsFollowed(int orientation, string top, string bottom)
    {
        // 64 × 32 as seen; turned by a quarter it is stored as 32 × 64. Quadrants end where JPEG's blocks do.
        var stored = orientation < 5 ? new ImageSize(64, 32) : new ImageSize(32, 64);
        var file = WithOrientation(Pictures.Encode(Quadrants(stored, top, bottom), SKEncodedImageFormat.Jpeg), orientation);
        var expected = Quadrants(new(64, 32), "RG", "BW").ToPlanes();
        var read = Read(file, new(64, 32));
        Assert.InRange(expected.Zip(read, (one, other) => Math.Abs(one - other)).Average(), 0, 0.02);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 1, 2, 3, 4, 5 })]
    [InlineData(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A })]
    [InlineData(new byte[] { (byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'9', (byte)'a', 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B })]
    public void TryRead_NotSuchAPicture_IsAFaultThatNamesTheParameter(byte[] file)
    {
        Assert.Null(ImageReader.TryRead(file, Size, "InitImage", out var fault));
        Assert.Equal((JobFaultCode.InvalidParameter, "InitImage", false), (fault!.Code, fault.Parameter, fault.Retryable));
        Assert.Equal("InitImage is not a picture that can be read; send a PNG, JPEG or WebP file.", fault.Message);
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void TryRead_TornFile_IsAFaultAtEveryLength(SKEncodedImageFormat format)
    {
        var file = Pictures.Encode(Pictures.Noise(Size, seed: 6), format, quality: 90);
        for (var length = 0; length < file.Length * 9 / 10; length += 7)
        {
            Assert.Null(ImageReader.TryRead(file[..length], Size, "InitImage", out var fault));
            Assert.StartsWith("InitImage is ", fault!.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void TryRead_HeaderThatClaimsTooManyPixels_IsAFaultBeforeMemoryIsTaken()
    {
        var bomb = Pictures.Encode(Pictures.Noise(Size, seed: 7), SKEncodedImageFormat.Png);
        BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(16), 8001);
        BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(20), 8000);
        BinaryPrimitives.WriteUInt32BigEndian(bomb.AsSpan(29), PngChunks.CheckSum(bomb.AsSpan(12, 17)));
        Assert.Null(ImageReader.TryRead(bomb, Size, "InitImage", out var fault));
        Assert.Equal("InitImage is 8001 × 8000 pixels; at most 64 megapixels are read.", fault!.Message);
    }

    [Fact]
    public void TryRead_TooManyBytes_IsAFaultWhateverTheyAre()
    {
        Assert.Null(ImageReader.TryRead(new byte[20_000_001], Size, "InitImage", out var fault));
        Assert.Equal("InitImage has 20000001 bytes; at most 20000000 are read.", fault!.Message);
    }

    private static float[] Read(byte[] file, ImageSize size)
    {
        var planes = ImageReader.TryRead(file, size, "InitImage", out var fault);
        Assert.Null(fault);
        return planes!;
    }

    private static RgbImage Quadrants(ImageSize size, string top, string bottom)
    {
        var pixels = new List<byte>();
        for (var y = 0; y < size.Height; y++)
        {
            for (var x = 0; x < size.Width; x++)
            {
                pixels.AddRange((y < size.Height / 2 ? top : bottom)[x < size.Width / 2 ? 0 : 1] switch
                {
                    'R' => [255, 0, 0],
                    'G' => [0, 255, 0],
                    'B' => [0, 0, 255],
                    _ => new byte[] { 255, 255, 255 },
                });
            }
        }

        return new(size, [.. pixels]);
    }

    /// <summary>An Exif segment with the orientation (tag 0x0112) and nothing else.</summary>
    private static byte[] WithOrientation(byte[] jpeg, int orientation)
    {
        byte[] exif =
        [
            .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0,
        ];
        return [0xFF, 0xD8, 0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif, .. jpeg.AsSpan(2)];
    }
}
