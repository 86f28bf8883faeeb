using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Pipelines;
using SkiaSharp;

namespace EdgeAigc.Diffusion.Images;

/// <summary>Reads a picture that a caller sends, as people see it: turned as its Exif block says, in sRGB, on white where it is
/// transparent, and the first frame where it moves.</summary>
internal static class ImageReader
{
    /// <summary>Reads a PNG, JPEG or WebP file and scales it with Lanczos, whatever its aspect ratio.</summary>
    /// <param name="file">The file.</param>
    /// <param name="size">Width and height of the planes.</param>
    /// <param name="parameter">Member of the job that holds the file, for the fault.</param>
    /// <param name="fault">What is wrong with the file; null exactly when the result is not.</param>
    /// <returns>Red, green and blue planes [3, H, W]; −1 is black and 1 is full.</returns>
    public static float[]? TryRead(byte[] file, ImageSize size, string parameter, out JobFault? fault)
    {
        if (Decode(file, out var problem) is not { } picture)
        {
            fault = new(JobFaultCode.InvalidParameter, parameter, $"{parameter} {problem}");
            return null;
        }

        fault = null;
        return Resampler.Resize(picture, size, ResamplingFilter.Lanczos3).ToPlanes();
    }

    private static RgbImage? Decode(byte[] file, out string? problem)
    {
        problem = null;
        if (file.Length > ImageLimits.MaxFileBytes)
        {
            problem = $"has {file.Length} bytes; at most {ImageLimits.MaxFileBytes} are read.";
            return null;
        }

        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        if (codec is not { EncodedFormat: SKEncodedImageFormat.Png or SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Webp })
        {
            problem = "is not a picture that can be read; send a PNG, JPEG or WebP file.";
            return null;
        }

        // What the header claims is checked before memory is taken for it.
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if ((long)width * height > ImageLimits.MaxFilePixels)
        {
            problem = $"is {width} × {height} pixels; at most {ImageLimits.MaxFilePixels / 1_000_000} megapixels are read.";
            return null;
        }

        using var colours = SKColorSpace.CreateSrgb();
        using var bitmap = new SKBitmap();
        var alpha = codec.Info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Unpremul;
        if (!bitmap.TryAllocPixels(new SKImageInfo(width, height, SKColorType.Rgba8888, alpha, colours)))
        {
            problem = $"is {width} × {height} pixels, for which there is no memory now; send a smaller picture.";
            return null;
        }

        var result = codec.GetPixels(bitmap.Info, bitmap.GetPixels());
        if (result != SKCodecResult.Success)
        {
            problem = $"is damaged ({result}); send the picture again.";
            return null;
        }

        return Upright(bitmap.GetPixelSpan(), new(width, height), codec.EncodedOrigin);
    }

    /// <summary>Turns the stored pixels as the Exif orientation says, and lays them on white.</summary>
    private static RgbImage Upright(ReadOnlySpan<byte> stored, ImageSize size, SKEncodedOrigin origin)
    {
        var (width, height) = (size.Width, size.Height);
        var last = (width * height) - 1;
        var bottom = last - width + 1;

        // Where the first pixel lies, and how far it is from there to the right and down.
        var (start, right, down) = origin switch
        {
            SKEncodedOrigin.TopRight => (width - 1, -1, width),
            SKEncodedOrigin.BottomRight => (last, -1, -width),
            SKEncodedOrigin.BottomLeft => (bottom, 1, -width),
            SKEncodedOrigin.LeftTop => (0, width, 1),
            SKEncodedOrigin.RightTop => (bottom, -width, 1),
            SKEncodedOrigin.RightBottom => (last, -width, -1),
            SKEncodedOrigin.LeftBottom => (width - 1, width, -1),
            _ => (0, 1, width),
        };
        var upright = Math.Abs(right) == 1 && Math.Abs(down) == width ? size : new ImageSize(height, width);
        var pixels = new byte[RgbImage.Channels * width * height];
        for (var (y, to) = (0, 0); y < upright.Height; y++)
        {
            for (var (x, at) = (0, start + (y * down)); x < upright.Width; x++, at += right)
            {
                var pixel = stored.Slice(4 * at, 4);
                for (var channel = 0; channel < RgbImage.Channels; channel++)
                    pixels[to++] = OnWhite(pixel[channel], pixel[3]);
            }
        }

        return new(upright, pixels);
    }

    private static byte OnWhite(int value, int alpha) => (byte)(((value * alpha) + (255 * (255 - alpha)) + 127) / 255);
}
