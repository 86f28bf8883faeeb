namespace EdgeAigc.Core.Delivery;

/// <summary>
/// The line of bits over time that a delivery follows: a token bucket in continuous time. The line rises with the rate, and a chunk may go
/// when the line has reached what went before it, so what went is never more than one chunk above the line.
/// </summary>
internal sealed class RateLine(double nowSeconds)
{
    /// <summary>A sender that comes back late catches up with at most this much of its line, in seconds of its rate. Lateness that is
    /// not its own, while it waits, is always caught up.</summary>
    public const double CatchUpSeconds = 0.05;

    private double _drawnToSeconds = nowSeconds;
    private double _keptBits;

    /// <summary>Rate in bits per second from now on.</summary>
    public double Rate { get; private set; }

    /// <summary>The line less what went, in bits; negative after a chunk.</summary>
    public double CreditBits { get; private set; }

    /// <summary>Bits by which its sender is behind the line; 0 while the line stands still.</summary>
    public double BehindBits => Rate > 0 ? Math.Max(0, CreditBits) : 0;

    /// <summary>Time in seconds from the last draw until the line reaches as many bits beyond what went, negative when it did earlier;
    /// infinite while it stands still.</summary>
    public double SecondsUntil(double bits) => Rate > 0 ? (bits - CreditBits) / Rate : double.PositiveInfinity;

    /// <summary>Goes on to a time.</summary>
    /// <param name="nowSeconds">The time; nothing happens when it was passed already.</param>
    /// <param name="waiting">Whether the sender was waiting since the last draw.</param>
    public void DrawTo(double nowSeconds, bool waiting)
    {
        var earnedBits = nowSeconds > _drawnToSeconds ? Rate * (nowSeconds - _drawnToSeconds) : 0;
        _drawnToSeconds = Math.Max(nowSeconds, _drawnToSeconds);
        CreditBits = double.IsPositiveInfinity(Rate) ? 0
            : waiting ? CreditBits + earnedBits
            : Math.Min(CreditBits + earnedBits, Math.Max(_keptBits, Rate * CatchUpSeconds));
    }

    /// <summary>Changes the rate from the last draw on. What it earned is its own.</summary>
    public void Turn(double rateBitsPerSecond)
    {
        Rate = rateBitsPerSecond;
        _keptBits = Math.Max(_keptBits, CreditBits);
    }

    /// <summary>Lowers the line, for bits that went or that others had in its stead.</summary>
    public void Take(double bits)
    {
        CreditBits -= bits;
        _keptBits = CreditBits;
    }
}
