using EdgeAigc.Core.Delivery;

namespace EdgeAigc.UnitTests.Delivery;

/// <summary>Takes what its delivery lets go, at once, and asks for the next chunk; counts bytes over fake time.</summary>
internal sealed class Receiver
{
    private readonly IDelivery _delivery;
    private readonly int? _chunkBytes;
    private Task<TimeSpan> _wait = Task.FromResult(TimeSpan.Zero);
    private int _waitingBytes;

    public Receiver(IDelivery delivery, int? chunkBytes = null, long payloadBytes = long.MaxValue)
    {
        (_delivery, _chunkBytes, LeftBytes) = (delivery, chunkBytes, payloadBytes);
        Ask();
    }

    public IDelivery Delivery => _delivery;

    public long Bytes { get; private set; }

    public long LeftBytes { get; private set; }

    public int LargestChunkBytes { get; private set; }

    /// <summary>Takes what may go now; returns its bytes.</summary>
    public long Take()
    {
        var before = Bytes;
        while (_waitingBytes > 0 && _wait.IsCompletedSuccessfully)
        {
            Bytes += _waitingBytes;
            LeftBytes -= _waitingBytes;
            Ask();
        }
        return Bytes - before;
    }

    private void Ask()
    {
        _waitingBytes = (int)Math.Min(_chunkBytes ?? _delivery.SuggestedChunkBytes, LeftBytes);
        LargestChunkBytes = Math.Max(LargestChunkBytes, _waitingBytes);
        if (_waitingBytes > 0)
            _wait = _delivery.WaitAsync(_waitingBytes).AsTask();
    }
}
