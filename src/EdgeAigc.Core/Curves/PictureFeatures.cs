namespace EdgeAigc.Core.Curves;

/// <summary>
/// What a picture looks like in 64 numbers: for each cell of a 4 × 4 grid the mean of each colour and the root mean square of
/// the luminance gradient, that is where which colour lies and how sharp it is. Needs no network and is the same everywhere.
/// It is not the Inception space of FID, knows no objects, and compares only sets made of the same prompts.
/// </summary>
public static class PictureFeatures
{
    /// <summary>Numbers of a picture.</summary>
    public const int Count = Grid * Grid * PerCell;

    private const int Grid = 4;
    private const int PerCell = PlanarPicture.Channels + 1;

    // Luma of ITU-R BT.601.
    private static readonly double[] Luma = [0.299, 0.587, 0.114];

    /// <summary>The features, cell by cell.</summary>
    /// <param name="picture">A picture with at least 4 pixels a side.</param>
    public static double[] Of(PlanarPicture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentOutOfRangeException.ThrowIfLessThan(Math.Min(picture.Width, picture.Height), Grid, nameof(picture));
        var features = new double[Count];
        for (var cell = 0; cell < Grid * Grid; cell++)
            Describe(picture, cell % Grid, cell / Grid, features.AsSpan(cell * PerCell, PerCell));
        return features;
    }

    private static void Describe(PlanarPicture picture, int column, int row, Span<double> features)
    {
        var (left, right) = (column * picture.Width / Grid, (column + 1) * picture.Width / Grid);
        var (top, bottom) = (row * picture.Height / Grid, (row + 1) * picture.Height / Grid);
        var energy = 0.0;
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++)
            {
                for (var channel = 0; channel < PlanarPicture.Channels; channel++)
                    features[channel] += picture.Plane(channel)[(y * picture.Width) + x];
                var luma = LumaAt(picture, x, y);
                energy += Math.Pow(LumaAt(picture, x + 1, y) - luma, 2) + Math.Pow(LumaAt(picture, x, y + 1) - luma, 2);
            }
        }

        var pixels = (right - left) * (bottom - top);
        for (var channel = 0; channel < PlanarPicture.Channels; channel++)
            features[channel] /= pixels;
        features[^1] = Math.Sqrt(energy / pixels);
    }

    // Beyond its border a picture goes on with its last pixel.
    private static double LumaAt(PlanarPicture picture, int x, int y)
    {
        var index = (Math.Min(y, picture.Height - 1) * picture.Width) + Math.Min(x, picture.Width - 1);
        return (Luma[0] * picture.Plane(0)[index]) + (Luma[1] * picture.Plane(1)[index]) + (Luma[2] * picture.Plane(2)[index]);
    }
}
