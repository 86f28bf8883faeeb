using EdgeAigc.Diffusion.Images;
using EdgeAigc.Diffusion.Pipelines;

namespace EdgeAigc.Diffusion.Tests.Images;

/// <summary>Separable resampling in double precision by its definition: rows and then columns, the kernel widened where the picture
/// shrinks, weights of sum 1, rounded to 8 bits after each pass. A sum that lies on a half, up to what weights of 22 bits lose, may
/// be rounded either way, so that the result is a range for each value; for most values it is one number.</summary>
internal static class ResamplingReference
{
    public static double Lanczos3(double x) =>
        x == 0 ? 1 : Math.Abs(x) < 3 ? 3 * Math.Sin(Math.PI * x) * Math.Sin(Math.PI * x / 3) / (Math.PI * Math.PI * x * x) : 0;

    public static double Bicubic(double x) => Math.Abs(x) switch
    {
        < 1 and var near => (1.5 * near * near * near) - (2.5 * near * near) + 1,
        < 2 and var far => (-0.5 * far * far * far) + (2.5 * far * far) - (4 * far) + 2,
        _ => 0,
    };

    /// <summary>Range of each value of a channel, as [y, x].</summary>
    public static (int Low, int High)[,] Resize(RgbImage picture, int channel, ImageSize to, Func<double, double> kernel)
    {
        var (width, height) = (picture.Size.Width, picture.Size.Height);
        var source = new (int, int)[height, width];
        for (var i = 0; i < width * height; i++)
            source[i / width, i % width] = (picture.Pixels[(i * 3) + channel], picture.Pixels[(i * 3) + channel]);
        return Transpose(ResizeRows(Transpose(ResizeRows(source, to.Width, kernel)), to.Height, kernel));
    }

    private static (int Low, int High)[,] ResizeRows((int Low, int High)[,] source, int length, Func<double, double> kernel)
    {
        var (rows, from) = (source.GetLength(0), source.GetLength(1));
        if (from == length)
            return source;
        var result = new (int, int)[rows, length];
        var stretch = Math.Max(1.0, (double)from / length);
        for (var x = 0; x < length; x++)
        {
            var centre = ((x + 0.5) * from / length) - 0.5;
            var weights = Enumerable.Range(0, from).Select(k => kernel((k - centre) / stretch)).ToArray();
            var total = weights.Sum();
            var doubt = (255.0 * weights.Count(weight => weight != 0) / (1 << 23)) + 1e-9;
            for (var y = 0; y < rows; y++)
            {
                var (low, high) = (0.0, 0.0);
                for (var k = 0; k < from; k++)
                {
                    var weight = weights[k] / total;
                    low += weight * (weight > 0 ? source[y, k].Low : source[y, k].High);
                    high += weight * (weight > 0 ? source[y, k].High : source[y, k].Low);
                }

                result[y, x] = (Round(low - doubt), Round(high + doubt));
            }
        }

        return result;
    }

    private static int Round(double value) => (int)Math.Clamp(Math.Floor(value + 0.5), 0, 255);

    private static (int Low, int High)[,] Transpose((int Low, int High)[,] values)
    {
        var result = new (int, int)[values.GetLength(1), values.GetLength(0)];
        for (var y = 0; y < values.GetLength(0); y++)
        {
            for (var x = 0; x < values.GetLength(1); x++)
                result[x, y] = values[y, x];
        }

        return result;
    }
}
