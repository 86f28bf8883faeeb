namespace EdgeAigc.Core.Allocation.Market;

/// <summary>Where the tangents of a convex function at two points on either side of its minimum meet.</summary>
/// <param name="At">The place.</param>
/// <param name="Value">Their value there, which the minimum cannot be below.</param>
internal readonly record struct Tangents(double At, double Value)
{
    /// <param name="left">Place, value and slope below 0.</param>
    /// <param name="right">Place, value and slope of at least 0.</param>
    public static Tangents Meet((double At, double Value, double Slope) left, (double At, double Value, double Slope) right)
    {
        var at = (right.Value - left.Value + (left.Slope * left.At) - (right.Slope * right.At)) / (left.Slope - right.Slope);
        at = Math.Clamp(at, left.At, right.At);
        return new(at, left.Value + (left.Slope * (at - left.At)));
    }
}
