namespace EdgeAigc.Core.Curves;

/// <summary>
/// How long one denoising step takes on a batch of X images: the measured points, and the line g(X) = a·X + b of the
/// published models. Real curves bend (small batches leave a device idle), so planning may choose between the two.
/// </summary>
public sealed class LatencyCurve
{
    private readonly LatencyPoint[] _points;

    /// <param name="points">Measurements in any order, at least one.</param>
    /// <exception cref="ArgumentException">There is no point, a batch size comes twice, or a value is not above 0.</exception>
    public LatencyCurve(IEnumerable<LatencyPoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        _points = [.. points.OrderBy(point => point.Images)];
        if (_points.Length == 0)
            throw new ArgumentException("A latency curve needs at least one point.", nameof(points));
        for (var i = 0; i < _points.Length; i++)
        {
            var (images, seconds) = _points[i];
            if (images < 1 || !double.IsFinite(seconds) || seconds <= 0)
                throw new ArgumentException($"A step on {images} images took {seconds} s; both must be above 0.", nameof(points));
            if (i > 0 && _points[i - 1].Images == images)
                throw new ArgumentException($"Batches of {images} images are measured twice.", nameof(points));
        }

        Fit = LatencyFit.Of(_points);
    }

    /// <summary>The measurements, by batch size.</summary>
    public IReadOnlyList<LatencyPoint> Points => _points;

    /// <summary>The line through the measurements.</summary>
    public LatencyFit Fit { get; }

    /// <summary>Time of one denoising step by the measurements themselves, in seconds: straight between neighbouring points,
    /// proportional below the first one, and on with the slope of <see cref="Fit"/> beyond the last one.</summary>
    /// <param name="images">Images in the batch; at least 0.</param>
    public double Interpolate(double images)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(images);
        var (first, last) = (_points[0], _points[^1]);
        if (images <= first.Images)
            return images < first.Images ? first.Seconds * images / first.Images : first.Seconds;
        if (images >= last.Images)
            return last.Seconds + (Fit.SecondsPerImage * (images - last.Images));

        var right = 1;
        while (_points[right].Images < images)
            right++;
        var (from, to) = (_points[right - 1], _points[right]);
        return from.Seconds + ((to.Seconds - from.Seconds) * (images - from.Images) / (to.Images - from.Images));
    }
}
