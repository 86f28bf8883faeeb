namespace EdgeAigc.Core.Delivery;

/// <summary>How much of a delivery goes out at once.</summary>
internal static class ChunkSize
{
    public const int LeastBytes = 1 << 10;
    public const int MostBytes = 1 << 16;

    // Long against what a timer is late, short against what a person notices.
    private const double Seconds = 0.01;

    /// <summary>Size in bytes for a rate in bits per second: 10 ms of it, from 1 KiB to 64 KiB.</summary>
    public static int For(double rateBitsPerSecond) => (int)Math.Clamp(rateBitsPerSecond * Seconds / 8, LeastBytes, MostBytes);
}
