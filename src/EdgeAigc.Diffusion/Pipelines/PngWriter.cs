using SkiaSharp;

namespace EdgeAigc.Diffusion.Pipelines;

/// <summary>Turns the decoder's planes into a PNG file, always with the same settings, so that equal pictures are equal bytes.</summary>
internal static class PngWriter
{
    private const int CompressionLevel = 6;

    /// <param name="planes">Red, green and blue planes of H·W values; −1 is black and 1 is full.</param>
    /// <param name="size">Size of the picture.</param>
    public static byte[] Write(ReadOnlySpan<float> planes, ImageSize size)
    {
        var info = new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var bitmap = new SKBitmap(info);
        var pixels = bitmap.GetPixelSpan();
        var count = size.Width * size.Height;
        for (var i = 0; i < count; i++)
        {
            for (var channel = 0; channel < 3; channel++)
                pixels[(i * 4) + channel] = ToByte(planes[(channel * count) + i]);
            pixels[(i * 4) + 3] = byte.MaxValue;
        }

        using var pixmap = bitmap.PeekPixels();
        using var data = pixmap.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.AllFilters, CompressionLevel))
            ?? throw new InvalidOperationException($"Skia did not encode a picture of {size} as PNG.");
        return data.ToArray();
    }

    /// <summary>Half to even, as numpy rounds.</summary>
    private static byte ToByte(float value) => (byte)MathF.Round(Math.Clamp((value / 2f) + 0.5f, 0f, 1f) * 255f, MidpointRounding.ToEven);
}
