using EdgeAigc.ModelStore.Fetching;

namespace EdgeAigc.Grains.Models;

/// <summary>Expected times to bring a model's files to the disk, learned from those that were brought. From any thread.</summary>
internal sealed class FetchTimes
{
    private const double Smoothing = 0.3;

    // First guesses, rather too slow than too fast since promises build on them: a gigabit link, and half of one.
    private const double PeerBytesPerSecond = 100e6;
    private const double OriginBytesPerSecond = 50e6;

    // What is no longer than this says more about the start of a fetch than about its rate.
    private const long SmallestBytes = 1_000_000;

    private readonly Lock _gate = new();
    private double _peer = PeerBytesPerSecond;
    private double _origin = OriginBytesPerSecond;

    /// <summary>Expected time in seconds.</summary>
    /// <param name="bytes">Bytes to fetch.</param>
    /// <param name="kind">Where they come from.</param>
    public double Seconds(double bytes, SourceKind kind)
    {
        lock (_gate)
            return bytes / (kind == SourceKind.Peer ? _peer : _origin);
    }

    /// <summary>Takes what was measured.</summary>
    public void Observe(FetchShare share)
    {
        if (share.Bytes < SmallestBytes || share.Elapsed <= TimeSpan.Zero)
            return;
        lock (_gate)
        {
            ref var rate = ref share.Kind == SourceKind.Peer ? ref _peer : ref _origin;
            // Times are what is averaged, since times are what is asked for.
            rate = 1 / ((Smoothing * share.Elapsed.TotalSeconds / share.Bytes) + ((1 - Smoothing) / rate));
        }
    }
}
