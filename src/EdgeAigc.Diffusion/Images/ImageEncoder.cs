using EdgeAigc.Diffusion.Pipelines;
using SkiaSharp;

namespace EdgeAigc.Diffusion.Images;

/// <summary>Turns a decoder's planes into a file. Equal pictures, options and metadata are equal bytes: no file tells a time, and
/// the encoders run on one thread with fixed settings.</summary>
internal static class ImageEncoder
{
    private const int PngCompressionLevel = 6;

    /// <summary>From this quality on JPEG keeps the full resolution of colour.</summary>
    private const int FullColourQuality = 90;

    /// <summary>How hard the lossless WebP encoder tries, of 100; beyond it takes much longer for little.</summary>
    private const int LosslessEffort = 75;

    /// <summary>Encodes a picture, scaled with Lanczos to the size that the options ask for.</summary>
    /// <param name="planes">Red, green and blue planes [3, H, W]; −1 is black and 1 is full.</param>
    /// <param name="size">Width and height of the planes.</param>
    /// <param name="options">Format, quality and size of the file.</param>
    /// <param name="metadata">What the file tells about the picture, or null when it tells nothing.</param>
    public static EncodedImage Encode(ReadOnlySpan<float> planes, ImageSize size, EncodingOptions options, ImageMetadata? metadata)
    {
        var picture = Resampler.Resize(RgbImage.FromPlanes(planes, size), options.SizeOf(size), ResamplingFilter.Lanczos3);
        var file = EncodePixels(picture, options);
        return new(
            metadata is null ? file : Embed(file, options.Format, picture.Size, metadata),
            MediaTypeOf(options.Format),
            picture.Size.Width,
            picture.Size.Height);
    }

    private static string MediaTypeOf(ImageFormat format) => format switch
    {
        ImageFormat.Png => "image/png",
        ImageFormat.Jpeg => "image/jpeg",
        ImageFormat.Webp => "image/webp",
        _ => throw new NotSupportedException($"There is no media type for the format {format}."),
    };

    private static byte[] Embed(byte[] file, ImageFormat format, ImageSize size, ImageMetadata metadata) => format switch
    {
        ImageFormat.Png => PngMetadata.Embed(file, metadata),
        ImageFormat.Jpeg => JpegMetadata.Embed(file, Exif(metadata, size)),
        ImageFormat.Webp => WebpMetadata.Embed(file, size, Exif(metadata, size)),
        _ => throw new NotSupportedException($"There is no code for metadata in the format {format}."),
    };

    private static byte[] Exif(ImageMetadata metadata, ImageSize size) =>
        ExifWriter.Write(ImageMetadata.Software, GenerationParameters.Write(metadata), size);

    private static byte[] EncodePixels(RgbImage picture, EncodingOptions options)
    {
        using var bitmap = ToBitmap(picture);
        using var pixmap = bitmap.PeekPixels();
        using var data = options.Format switch
        {
            ImageFormat.Png => pixmap.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.AllFilters, PngCompressionLevel)),
            ImageFormat.Jpeg => pixmap.Encode(new SKJpegEncoderOptions(
                options.Quality,
                options.Quality >= FullColourQuality ? SKJpegEncoderDownsample.Downsample444 : SKJpegEncoderDownsample.Downsample420,
                SKJpegEncoderAlphaOption.Ignore)),
            ImageFormat.Webp => pixmap.Encode(options.Quality == ImageLimits.MaxQuality
                ? new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossless, LosslessEffort)
                : new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, options.Quality)),
            _ => throw new NotSupportedException($"There is no encoder for the format {options.Format}."),
        };
        return data?.ToArray()
            ?? throw new InvalidOperationException($"Skia did not encode a picture of {picture.Size} as {options.Format}.");
    }

    private static SKBitmap ToBitmap(RgbImage picture)
    {
        var bitmap = new SKBitmap(new SKImageInfo(picture.Size.Width, picture.Size.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var pixels = bitmap.GetPixelSpan();
        for (var (from, to) = (0, 0); to < pixels.Length; (from, to) = (from + RgbImage.Channels, to + 4))
        {
            picture.Pixels.AsSpan(from, RgbImage.Channels).CopyTo(pixels[to..]);
            pixels[to + 3] = byte.MaxValue;
        }

        return bitmap;
    }
}
