namespace EdgeAigc.Core.Delivery;

/// <summary>What one delivery may claim of a link.</summary>
/// <param name="CommittedBitsPerSecond">Rate that it was promised in bits per second, finite; 0 when nothing was.</param>
/// <param name="MaxRateBitsPerSecond">Rate cap of its client in bits per second; infinite without one, 0 while it takes nothing.</param>
/// <param name="DueSeconds">Time in seconds by which it should be out, on any clock that all claims share; infinite without one.</param>
public readonly record struct LinkClaim(double CommittedBitsPerSecond, double MaxRateBitsPerSecond, double DueSeconds)
{
    /// <summary>The promised rate as far as the client can take it, in bits per second.</summary>
    public double PromisedBitsPerSecond => Math.Min(CommittedBitsPerSecond, MaxRateBitsPerSecond);

    internal void Check(string parameterName)
    {
        if (!(CommittedBitsPerSecond >= 0) || double.IsInfinity(CommittedBitsPerSecond))
            throw new ArgumentOutOfRangeException(
                parameterName, CommittedBitsPerSecond, "A committed rate is a finite number of bits per second, at least 0.");
        if (!(MaxRateBitsPerSecond >= 0))
            throw new ArgumentOutOfRangeException(
                parameterName, MaxRateBitsPerSecond, "A rate cap is a number of bits per second, at least 0, or infinite for none.");
        if (double.IsNaN(DueSeconds))
            throw new ArgumentOutOfRangeException(parameterName, DueSeconds, "A due time is a number of seconds, or infinite for none.");
    }
}
