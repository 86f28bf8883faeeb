namespace EdgeAigc.Core.Delivery;

/// <summary>A chunk that waits to go out, piece by piece when it is large, so that others come between.</summary>
/// <param name="bytes">Its size in bytes, above 0.</param>
/// <param name="askedSeconds">Since when it waits, in seconds on the link's clock.</param>
/// <param name="pieceBytes">Size in bytes that was suggested when it was asked for.</param>
internal sealed class PendingChunk(int bytes, double askedSeconds, int pieceBytes)
{
    // Who waits runs on its own, never under the link's lock.
    private readonly TaskCompletionSource<TimeSpan> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _leftBytes = bytes;

    /// <summary>Whether all of it went.</summary>
    public bool Gone => _leftBytes == 0;

    public Task<TimeSpan> Task => _source.Task;

    /// <summary>Size of its next piece in bits; all that is left when that is less than two pieces.</summary>
    public double PieceBits => 8.0 * (_leftBytes < 2 * pieceBytes ? _leftBytes : pieceBytes);

    /// <summary>Cuts its next piece off; returns the size in bits.</summary>
    public double Cut()
    {
        var bits = PieceBits;
        _leftBytes -= (int)(bits / 8);
        return bits;
    }

    /// <summary>Ends the wait.</summary>
    public void Go(double nowSeconds) => _source.TrySetResult(TimeSpan.FromSeconds(nowSeconds - askedSeconds));

    public void Cancel(CancellationToken cancellationToken) => _source.TrySetCanceled(cancellationToken);

    public void Refuse(Exception reason) => _source.TrySetException(reason);
}
