using EdgeAigc.Diffusion.Images;
using EdgeAigc.Diffusion.Pipelines;
using SkiaSharp;

namespace EdgeAigc.Diffusion.Tests.Images;

/// <summary>Pictures and what to say about them.</summary>
internal static class Pictures
{
    public static ImageMetadata Metadata { get; } = new()
    {
        Model = "tiny",
        ModelVersion = "7",
        Scheduler = "DDIMScheduler",
        Steps = 20,
        Seed = 12345678901,
        Guidance = 7.5,
        Size = new(64, 48),
    };

    /// <summary>Smooth planes with every channel different, and both ends of the range overrun.</summary>
    public static float[] Planes(ImageSize size)
    {
        var planes = new float[3 * size.Width * size.Height];
        for (var i = 0; i < planes.Length; i++)
        {
            var (channel, pixel) = (i / (size.Width * size.Height), i % (size.Width * size.Height));
            var (x, y) = ((double)(pixel % size.Width) / size.Width, (double)(pixel / size.Width) / size.Height);
            planes[i] = (float)(1.1 * Math.Cos((3 + channel) * (x - (0.3 * channel))) * Math.Cos(2 * y));
        }

        return planes;
    }

    /// <summary>Independent noise in every pixel.</summary>
    public static RgbImage Noise(ImageSize size, ulong seed)
    {
        var values = new float[3 * size.Width * size.Height];
        new Diffusion.Random.TorchGenerator(seed).Normal(values);
        return RgbImage.FromPlanes(values, size);
    }

    /// <summary>The pixels that Skia finds in a file, three bytes each.</summary>
    public static RgbImage Decode(byte[] file)
    {
        using var bitmap = SKBitmap.Decode(file);
        return new(new(bitmap.Width, bitmap.Height), [.. bitmap.Pixels.SelectMany(pixel => new[] { pixel.Red, pixel.Green, pixel.Blue })]);
    }

    /// <summary>A file of that picture; JPEG keeps the full resolution of colour.</summary>
    public static byte[] Encode(RgbImage picture, SKEncodedImageFormat format, int quality = 100)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(picture.Size.Width, picture.Size.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        bitmap.Pixels = [.. picture.Pixels.Chunk(3).Select(pixel => new SKColor(pixel[0], pixel[1], pixel[2]))];
        using var pixmap = bitmap.PeekPixels();
        using var data = format == SKEncodedImageFormat.Jpeg
            ? pixmap.Encode(new SKJpegEncoderOptions(quality, SKJpegEncoderDownsample.Downsample444, SKJpegEncoderAlphaOption.Ignore))
            : pixmap.Encode(format, quality);
        return data!.ToArray();
    }
}
