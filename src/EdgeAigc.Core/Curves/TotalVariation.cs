namespace EdgeAigc.Core.Curves;

/// <summary>
/// Total variation, the metric in which the published two-timescale study states quality: how much neighbouring samples
/// differ. Noise that is left in a picture raises it, but so does detail, so it tells how a model changes over its steps and
/// cannot compare two models. Anisotropic (Rudin, Osher and Fatemi, 1992, with the 1-norm of the gradient).
/// </summary>
public static class TotalVariation
{
    // From black to full.
    private const double Range = 2;

    /// <summary>Mean difference of horizontal neighbours plus that of vertical ones, as shares of the range from black to full,
    /// averaged over the colours.</summary>
    /// <returns>0 for a plain picture, 2 for a chequerboard of black and full.</returns>
    public static double Of(PlanarPicture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var (width, height) = (picture.Width, picture.Height);
        double horizontal = 0, vertical = 0;
        for (var channel = 0; channel < PlanarPicture.Channels; channel++)
        {
            var plane = picture.Plane(channel);
            for (var i = 0; i < plane.Length; i++)
            {
                if (i % width > 0)
                    horizontal += Math.Abs((double)plane[i] - plane[i - 1]);
                if (i >= width)
                    vertical += Math.Abs((double)plane[i] - plane[i - width]);
            }
        }

        // A side of one pixel has no neighbours along it, and its sum is 0.
        var pairs = (Horizontal: Math.Max(1, (width - 1) * height), Vertical: Math.Max(1, width * (height - 1)));
        return ((horizontal / pairs.Horizontal) + (vertical / pairs.Vertical)) / (Range * PlanarPicture.Channels);
    }
}
