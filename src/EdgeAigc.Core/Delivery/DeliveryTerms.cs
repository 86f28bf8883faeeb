namespace EdgeAigc.Core.Delivery;

/// <summary>What a delivery is and what it was promised.</summary>
public sealed record DeliveryTerms
{
    /// <summary>Size of all of it in bits; its share is free again as soon as that much went out. Infinite when nobody knows.</summary>
    public double PayloadBits { get; init; } = double.PositiveInfinity;

    /// <summary>Rate in bits per second that the slot's allocation gave to it; 0 without one: it shares what others leave.</summary>
    public double CommittedBitsPerSecond { get; init; }

    /// <summary>Rate cap of its client in bits per second; infinite without one.</summary>
    public double MaxRateBitsPerSecond { get; init; } = double.PositiveInfinity;

    /// <summary>Time from its beginning until it should be out; promises to whom is due earlier are kept first. Null without one. Negative
    /// when it is late already.</summary>
    public TimeSpan? Due { get; init; }

    /// <summary>The claim of a delivery with these terms.</summary>
    /// <param name="beginSeconds">Time of its beginning in seconds on the link's clock.</param>
    internal LinkClaim ToClaim(double beginSeconds) =>
        new(CommittedBitsPerSecond, MaxRateBitsPerSecond, Due is { } due ? beginSeconds + due.TotalSeconds : double.PositiveInfinity);
}
