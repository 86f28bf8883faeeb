using EdgeAigc.Diffusion.Pipelines;

namespace EdgeAigc.Diffusion.Images;

/// <summary>Scales pictures in two passes, rows and then columns, each rounded to 8 bits as Pillow does. All sums are of
/// integers, so that every processor gives the same bytes.</summary>
internal static class Resampler
{
    private const int Half = 1 << (ResamplingTable.FractionBits - 1);

    /// <summary>Scales a picture to exactly that size.</summary>
    public static RgbImage Resize(RgbImage image, ImageSize size, ResamplingFilter filter)
    {
        var rows = image.Size.Width == size.Width ? image : ResizeRows(image, size.Width, filter);
        return rows.Size.Height == size.Height ? rows : ResizeColumns(rows, size.Height, filter);
    }

    private static RgbImage ResizeRows(RgbImage image, int width, ResamplingFilter filter)
    {
        var table = new ResamplingTable(image.Size.Width, width, filter);
        var result = new RgbImage(image.Size with { Width = width }, new byte[RgbImage.Channels * width * image.Size.Height]);
        for (var y = 0; y < image.Size.Height; y++)
        {
            var source = image.Pixels.AsSpan(RgbImage.Channels * y * image.Size.Width, RgbImage.Channels * image.Size.Width);
            var destination = result.Pixels.AsSpan(RgbImage.Channels * y * width, RgbImage.Channels * width);
            for (var x = 0; x < width; x++)
            {
                var (red, green, blue) = (Half, Half, Half);
                var at = RgbImage.Channels * table.Start(x);
                foreach (var weight in table.Weights(x))
                {
                    red += source[at] * weight;
                    green += source[at + 1] * weight;
                    blue += source[at + 2] * weight;
                    at += RgbImage.Channels;
                }

                destination[RgbImage.Channels * x] = ToByte(red);
                destination[(RgbImage.Channels * x) + 1] = ToByte(green);
                destination[(RgbImage.Channels * x) + 2] = ToByte(blue);
            }
        }

        return result;
    }

    private static RgbImage ResizeColumns(RgbImage image, int height, ResamplingFilter filter)
    {
        var table = new ResamplingTable(image.Size.Height, height, filter);
        var stride = RgbImage.Channels * image.Size.Width;
        var result = new RgbImage(image.Size with { Height = height }, new byte[stride * height]);
        var sums = new int[stride];
        for (var y = 0; y < height; y++)
        {
            sums.AsSpan().Fill(Half);
            var row = table.Start(y);
            foreach (var weight in table.Weights(y))
            {
                var source = image.Pixels.AsSpan(stride * row++, stride);
                for (var i = 0; i < source.Length; i++)
                    sums[i] += source[i] * weight;
            }

            var destination = result.Pixels.AsSpan(stride * y, stride);
            for (var i = 0; i < destination.Length; i++)
                destination[i] = ToByte(sums[i]);
        }

        return result;
    }

    private static byte ToByte(int sum) => (byte)Math.Clamp(sum >> ResamplingTable.FractionBits, byte.MinValue, byte.MaxValue);
}
