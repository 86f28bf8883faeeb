using System.Runtime.InteropServices;

namespace EdgeAigc.Core.Delivery;

/// <summary>
/// Decides which chunk goes when: worst-case fair weighted fair queueing (WF²Q; Bennett and Zhang, 1996) at the rates of
/// <see cref="LinkSharing"/>. A chunk is eligible when its delivery's <see cref="RateLine"/> has reached what went before it; of the eligible
/// ones the one goes that its line passes first, and the next not before the link has had time for it. Not thread-safe, without a clock.
/// </summary>
/// <remarks>While the link has a line of its own, chunks that become eligible at once go out one after the other, and a crowd of short
/// deliveries cannot exceed the capacity with their first chunks. The link catches up on what it is late, but only as far as its deliveries
/// are behind their lines: being idle earns it nothing.</remarks>
internal sealed class LinkSchedule(double capacityBitsPerSecond)
{
    // Far below what clocks tell; only rounding is in there.
    private const double ToleranceSeconds = 1e-9;

    // What those who left had ahead of their lines, in seconds of the link, before those who stay wait for it.
    private const double AheadSeconds = 0.01;

    private readonly bool _paces = !double.IsPositiveInfinity(capacityBitsPerSecond);
    private readonly List<PacedDelivery> _sharing = [];
    private readonly List<LinkClaim> _claims = [];
    private double _drawnToSeconds;
    private double _creditBits;
    private double _aheadBits;

    /// <summary>Deliveries that have a share.</summary>
    public int Count => _sharing.Count;

    /// <summary>Those deliveries, as they are now.</summary>
    public IReadOnlyList<PacedDelivery> Deliveries => [.. _sharing];

    /// <summary>What they were promised in bits per second.</summary>
    public double PromisedBitsPerSecond => _sharing.Sum(delivery => delivery.Claim.PromisedBitsPerSecond);

    /// <summary>Takes a delivery in.</summary>
    public void Join(PacedDelivery delivery, double nowSeconds)
    {
        delivery.Sharing = true;
        _sharing.Add(delivery);
        Share(nowSeconds);
    }

    /// <summary>Lets a delivery go; does nothing when it is gone.</summary>
    public void Leave(PacedDelivery delivery, double nowSeconds)
    {
        if (!delivery.Sharing)
            return;
        Draw(nowSeconds);
        _aheadBits = Math.Max(0, _aheadBits - delivery.Line.CreditBits);
        delivery.Sharing = false;
        _sharing.Remove(delivery);
        delivery.Line.Turn(0);
        Share(nowSeconds);
        ChargeAhead();
    }

    /// <summary>Shares the link anew.</summary>
    public void Share(double nowSeconds)
    {
        Draw(nowSeconds);
        _claims.Clear();
        foreach (var delivery in _sharing)
            _claims.Add(delivery.Claim);
        var rates = new double[_claims.Count];
        LinkSharing.Share(capacityBitsPerSecond, CollectionsMarshal.AsSpan(_claims), rates);
        for (var i = 0; i < rates.Length; i++)
            _sharing[i].Line.Turn(rates[i]);
    }

    /// <summary>Takes a chunk that wants to go; it goes with <see cref="Send"/>.</summary>
    public PendingChunk Ask(PacedDelivery delivery, int bytes, double nowSeconds)
    {
        if (!delivery.Sharing)
            Join(delivery, nowSeconds);
        Draw(nowSeconds);
        var chunk = new PendingChunk(bytes, nowSeconds, ChunkSize.For(delivery.Line.Rate));
        delivery.Ask(chunk);
        return chunk;
    }

    /// <summary>Sends every chunk whose time has come.</summary>
    /// <returns>Time in seconds from now until the next one's time; infinite when none waits for time to pass.</returns>
    public double Send(double nowSeconds)
    {
        while (true)
        {
            Draw(nowSeconds);
            var (first, waitSeconds) = First();
            var linkSeconds = -_creditBits / capacityBitsPerSecond;
            if (first is null || linkSeconds > ToleranceSeconds)
                return Math.Max(waitSeconds, linkSeconds);
            var bits = first.Go(nowSeconds);
            if (_paces)
                _creditBits -= bits;
            if (first.Complete && !first.Waiting)
                Leave(first, nowSeconds);
        }
    }

    private (PacedDelivery? Eligible, double WaitSeconds) First()
    {
        var (first, leastSeconds, finishSeconds) = (default(PacedDelivery), double.PositiveInfinity, double.PositiveInfinity);
        foreach (var delivery in _sharing)
        {
            if (!delivery.Waiting)
                continue;
            var waitSeconds = delivery.Line.SecondsUntil(0);
            leastSeconds = Math.Min(leastSeconds, waitSeconds);
            if (waitSeconds <= ToleranceSeconds && delivery.FinishSeconds < finishSeconds)
                (first, finishSeconds) = (delivery, delivery.FinishSeconds);
        }
        return (first, leastSeconds);
    }

    private void Draw(double nowSeconds)
    {
        var elapsedSeconds = Math.Max(0, nowSeconds - _drawnToSeconds);
        _drawnToSeconds = Math.Max(nowSeconds, _drawnToSeconds);
        var (rate, behindBits) = (0.0, 0.0);
        foreach (var delivery in _sharing)
        {
            delivery.Line.DrawTo(nowSeconds, delivery.Waiting);
            rate += delivery.Line.Rate;
            behindBits += delivery.Line.BehindBits;
        }
        if (!_paces)
            return;
        _creditBits = Math.Min(_creditBits + (capacityBitsPerSecond * elapsedSeconds), behindBits);
        _aheadBits = Math.Max(0, _aheadBits - (Math.Max(0, capacityBitsPerSecond - rate) * elapsedSeconds));
    }

    // Who leaves after its last chunk frees its share before its line has paid for the chunk. Spare capacity pays; where there is too little
    // the lines of the others would promise more than the link can hold, so they are lowered.
    private void ChargeAhead()
    {
        var excessBits = _aheadBits - (capacityBitsPerSecond * AheadSeconds);
        if (!_paces || excessBits <= 0)
            return;
        _aheadBits -= excessBits;
        var rate = _sharing.Sum(delivery => delivery.Line.Rate);
        foreach (var delivery in _sharing)
            delivery.Line.Take(rate > 0 ? excessBits * delivery.Line.Rate / rate : 0);
    }
}
