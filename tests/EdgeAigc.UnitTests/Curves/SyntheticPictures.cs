using EdgeAigc.Core.Curves;

namespace EdgeAigc.UnitTests.Curves;

/// <summary>Pictures by formula.</summary>
internal static class SyntheticPictures
{
    /// <summary>The sample of each channel, column and row by a function.</summary>
    public static PlanarPicture Of(int width, int height, Func<int, int, int, double> sample) => new(
        [.. from channel in Enumerable.Range(0, 3) from y in Enumerable.Range(0, height) from x in Enumerable.Range(0, width) select (float)sample(channel, x, y)],
        width,
        height);

    public static PlanarPicture Plain(double value, int side = 16) => Of(side, side, (_, _, _) => value);

    public static PlanarPicture Noise(int seed, int width = 16, int height = 16)
    {
        var random = new Random(seed);
        return Of(width, height, (_, _, _) => (2 * random.NextDouble()) - 1);
    }
}
