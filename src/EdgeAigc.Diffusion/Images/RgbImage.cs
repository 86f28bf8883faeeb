using EdgeAigc.Diffusion.Pipelines;

namespace EdgeAigc.Diffusion.Images;

/// <summary>A picture of 8 bits a channel in memory.</summary>
/// <param name="size">Its size.</param>
/// <param name="pixels">H·W pixels of three bytes (red, green, blue), row by row without gaps.</param>
internal sealed class RgbImage(ImageSize size, byte[] pixels)
{
    /// <summary>Bytes of a pixel.</summary>
    public const int Channels = 3;

    /// <summary>Its size.</summary>
    public ImageSize Size { get; } = size;

    /// <summary>H·W pixels of three bytes (red, green, blue), row by row without gaps.</summary>
    public byte[] Pixels { get; } = pixels;

    /// <summary>The picture in a decoder's planes; what lies outside −1…1 is cut off.</summary>
    /// <param name="planes">Red, green and blue planes [3, H, W]; −1 is black and 1 is full.</param>
    /// <param name="size">Size of the picture.</param>
    public static RgbImage FromPlanes(ReadOnlySpan<float> planes, ImageSize size)
    {
        var count = size.Width * size.Height;
        if (planes.Length != Channels * count)
            throw new ArgumentException($"{planes.Length} values do not fill three planes of {size}.", nameof(planes));
        var pixels = new byte[Channels * count];
        for (var channel = 0; channel < Channels; channel++)
        {
            var plane = planes.Slice(channel * count, count);
            for (var i = 0; i < plane.Length; i++)
                pixels[(i * Channels) + channel] = ToByte(plane[i]);
        }

        return new(size, pixels);
    }

    /// <summary>The planes [3, H, W] that a VAE encoder takes; 0 becomes −1 and 255 becomes 1.</summary>
    public float[] ToPlanes()
    {
        var count = Size.Width * Size.Height;
        var planes = new float[Channels * count];
        for (var channel = 0; channel < Channels; channel++)
        {
            var plane = planes.AsSpan(channel * count, count);
            for (var i = 0; i < plane.Length; i++)
                plane[i] = (Pixels[(i * Channels) + channel] / 255f * 2f) - 1f;
        }

        return planes;
    }

    /// <summary>Half to even, as numpy rounds.</summary>
    private static byte ToByte(float value) => (byte)MathF.Round(Math.Clamp((value / 2f) + 0.5f, 0f, 1f) * 255f, MidpointRounding.ToEven);
}
