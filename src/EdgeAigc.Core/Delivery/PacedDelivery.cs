namespace EdgeAigc.Core.Delivery;

/// <summary>A delivery on a link. Everything but the members of <see cref="IDelivery"/> is guarded by the link's lock.</summary>
internal sealed class PacedDelivery(EgressLink link, DeliveryTerms terms, double nowSeconds) : IDelivery
{
    private double _sentBits;
    private PendingChunk? _pending;

    /// <summary>What it claims of the link.</summary>
    public LinkClaim Claim { get; set; } = terms.ToClaim(nowSeconds);

    public RateLine Line { get; } = new(nowSeconds);

    public bool Waiting => _pending is not null;

    /// <summary>Whether the link counts it when it shares.</summary>
    public bool Sharing { get; set; }

    public bool Disposed { get; private set; }

    /// <summary>Whether all of it went out.</summary>
    public bool Complete => _sentBits >= terms.PayloadBits;

    public double RateBitsPerSecond => link.RateOf(this);

    public int SuggestedChunkBytes => ChunkSize.For(RateBitsPerSecond);

    public double MaxRateBitsPerSecond
    {
        get => link.CapOf(this);
        set => link.Cap(this, value);
    }

    public void Ask(PendingChunk chunk) => _pending = chunk;

    public bool IsWaitingFor(PendingChunk chunk) => _pending == chunk;

    /// <summary>Time in seconds until its line has passed its next piece; negative when it did earlier. Only while it waits.</summary>
    public double FinishSeconds => Line.SecondsUntil(_pending!.PieceBits);

    /// <summary>Lets the next piece of the pending chunk go; returns its size in bits.</summary>
    public double Go(double nowSeconds)
    {
        var chunk = _pending!;
        var bits = chunk.Cut();
        Line.Take(bits);
        _sentBits += bits;
        if (chunk.Gone)
        {
            _pending = null;
            chunk.Go(nowSeconds);
        }
        return bits;
    }

    /// <summary>Ends it; who waits is told that it was cancelled or, without a cancellation, that it was disposed.</summary>
    public void End(CancellationToken cancellation)
    {
        Disposed = true;
        if (cancellation.IsCancellationRequested)
            _pending?.Cancel(cancellation);
        else
            _pending?.Refuse(new ObjectDisposedException(nameof(IDelivery), "The delivery was disposed while it waited."));
        _pending = null;
    }

    public ValueTask<TimeSpan> WaitAsync(int bytes, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        if (cancellationToken.IsCancellationRequested)
        {
            link.End(this, cancellationToken);
            return ValueTask.FromCanceled<TimeSpan>(cancellationToken);
        }
        var chunk = link.Ask(this, bytes);
        return chunk is null ? default
            : chunk.Task.IsCompleted || !cancellationToken.CanBeCanceled ? new(chunk.Task)
            : AwaitAsync(chunk, cancellationToken);
    }

    public void Dispose() => link.End(this, default);

    private async ValueTask<TimeSpan> AwaitAsync(PendingChunk chunk, CancellationToken cancellationToken)
    {
        // Registered outside the lock: a token that is cancelled meanwhile calls back at once, and taking back a registration waits for it.
        using var registration = cancellationToken.UnsafeRegister(
            static (state, token) =>
            {
                var (link, delivery, chunk) = ((EgressLink, PacedDelivery, PendingChunk))state!;
                link.Cancel(delivery, chunk, token);
            },
            (link, this, chunk));
        return await chunk.Task;
    }
}
