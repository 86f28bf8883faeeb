namespace EdgeAigc.Core.Delivery;

/// <summary>
/// The egress link of a node and the one place that paces what leaves it. Deliveries share it by <see cref="LinkSharing"/>, anew whenever one
/// begins, ends or changes its cap, and <see cref="LinkSchedule"/> lets their chunks go. Thread-safe.
/// </summary>
/// <remarks>In any span of time no more leaves than the capacity times the span and one chunk, besides what a late timer left to catch up.
/// One timer serves all deliveries; it sleeps in whole milliseconds and is off while nothing waits for time to pass. With infinite capacity
/// only deliveries with a rate cap wait.</remarks>
public sealed class EgressLink : IDisposable
{
    // Timers end somewhere; far ahead it looks again.
    private const double LongestSleepMilliseconds = 3.6e6;

    // What rounding adds to a time on the clock's grid.
    private const double RoundingMilliseconds = 1e-6;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly ITimer _timer;
    private readonly LinkSchedule _schedule;
    private double _wakeSeconds = double.PositiveInfinity;
    private bool _disposed;

    /// <summary>Opens a link.</summary>
    /// <param name="capacityBitsPerSecond">Capacity in bits per second, above 0; infinite does not pace.</param>
    /// <param name="time">The clock and its timers.</param>
    public EgressLink(double capacityBitsPerSecond, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        if (!(capacityBitsPerSecond > 0))
            throw new ArgumentOutOfRangeException(
                nameof(capacityBitsPerSecond), capacityBitsPerSecond, "A link's capacity is above 0 bits per second; infinite does not pace.");
        CapacityBitsPerSecond = capacityBitsPerSecond;
        _time = time;
        _start = time.GetTimestamp();
        _schedule = new(capacityBitsPerSecond);
        _timer = time.CreateTimer(static link => ((EgressLink)link!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Capacity in bits per second.</summary>
    public double CapacityBitsPerSecond { get; }

    /// <summary>Deliveries that have a share: begun, not all out, not disposed.</summary>
    public int ActiveDeliveries
    {
        get
        {
            lock (_gate)
                return _schedule.Count;
        }
    }

    /// <summary>What the active deliveries were promised in bits per second, each at most its cap. Above the capacity when more was promised
    /// than there is.</summary>
    public double CommittedBitsPerSecond
    {
        get
        {
            lock (_gate)
                return _schedule.PromisedBitsPerSecond;
        }
    }

    private double NowSeconds => _time.GetElapsedTime(_start).TotalSeconds;

    /// <summary>Begins a delivery; it has its share at once, and until all of it went out or it is disposed.</summary>
    public IDelivery Begin(DeliveryTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        if (!(terms.PayloadBits >= 0))
            throw new ArgumentOutOfRangeException(nameof(terms), terms.PayloadBits, "A payload is a number of bits, at least 0, or infinite when unknown.");
        terms.ToClaim(0).Check(nameof(terms));
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var delivery = new PacedDelivery(this, terms, NowSeconds);
            if (!delivery.Complete)
                _schedule.Join(delivery, NowSeconds);
            Send();
            return delivery;
        }
    }

    /// <summary>Closes the link: nobody begins and nobody who waits goes on.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (var delivery in _schedule.Deliveries)
                End(delivery, default);
        }
        _timer.Dispose();
    }

    internal double RateOf(PacedDelivery delivery)
    {
        lock (_gate)
            return delivery.Line.Rate;
    }

    internal double CapOf(PacedDelivery delivery)
    {
        lock (_gate)
            return delivery.Claim.MaxRateBitsPerSecond;
    }

    internal void Cap(PacedDelivery delivery, double maxRateBitsPerSecond)
    {
        lock (_gate)
        {
            var claim = delivery.Claim with { MaxRateBitsPerSecond = maxRateBitsPerSecond };
            claim.Check(nameof(maxRateBitsPerSecond));
            delivery.Claim = claim;
            _schedule.Share(NowSeconds);
            Send();
        }
    }

    internal void End(PacedDelivery delivery, CancellationToken cancellation)
    {
        lock (_gate)
        {
            delivery.End(cancellation);
            _schedule.Leave(delivery, NowSeconds);
            Send();
        }
    }

    internal PendingChunk? Ask(PacedDelivery delivery, int bytes)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(delivery.Disposed, typeof(IDelivery));
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (delivery.Waiting)
                throw new InvalidOperationException("The delivery waits for a chunk already. Await one wait before the next.");
            if (bytes == 0)
                return null;
            var chunk = _schedule.Ask(delivery, bytes, NowSeconds);
            Send();
            return chunk;
        }
    }

    internal void Cancel(PacedDelivery delivery, PendingChunk chunk, CancellationToken cancellation)
    {
        lock (_gate)
        {
            // What went already is not cancelled; the next wait tells it.
            if (delivery.IsWaitingFor(chunk))
                End(delivery, cancellation);
        }
    }

    private void Wake()
    {
        lock (_gate)
        {
            _wakeSeconds = double.PositiveInfinity;
            Send();
        }
    }

    private void Send()
    {
        var nowSeconds = NowSeconds;
        var nextSeconds = _schedule.Send(nowSeconds);
        if (_disposed || nowSeconds + nextSeconds >= _wakeSeconds)
            return;
        // Rounded up, for timers cut off parts of milliseconds and would wake too early again and again.
        var milliseconds = Math.Clamp(Math.Ceiling((nextSeconds * 1e3) - RoundingMilliseconds), 1, LongestSleepMilliseconds);
        _wakeSeconds = nowSeconds + (milliseconds / 1e3);
        _timer.Change(TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
    }
}
