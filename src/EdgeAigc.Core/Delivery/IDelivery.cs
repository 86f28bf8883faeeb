namespace EdgeAigc.Core.Delivery;

/// <summary>
/// A delivery under way on an <see cref="EgressLink"/>. Ask <see cref="WaitAsync"/> before each chunk and send it when the wait is over.
/// Dispose it when it ends, however it ends.
/// </summary>
public interface IDelivery : IDisposable
{
    /// <summary>Its rate at the moment in bits per second; 0 while the promises to others take the whole link, and when it is over.</summary>
    double RateBitsPerSecond { get; }

    /// <summary>Rate cap of its client in bits per second; infinite without one. Setting it shares the link anew; 0 makes it pause.</summary>
    double MaxRateBitsPerSecond { get; set; }

    /// <summary>Size in bytes that its next chunk should have: 10 ms of its rate, from 1 KiB to 64 KiB.</summary>
    int SuggestedChunkBytes { get; }

    /// <summary>Waits until the next bytes may go out. One wait at a time.</summary>
    /// <param name="bytes">Size in bytes; 0 never waits. Twice as much as suggested and more is waited for piece by piece:
    /// others come between, and it goes when the last piece may.</param>
    /// <param name="cancellationToken">Cancels the delivery, not only the wait: its share is free at once.</param>
    /// <returns>How long it waited.</returns>
    /// <exception cref="ObjectDisposedException">It is over.</exception>
    ValueTask<TimeSpan> WaitAsync(int bytes, CancellationToken cancellationToken = default);
}
