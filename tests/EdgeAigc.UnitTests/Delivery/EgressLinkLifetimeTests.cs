using EdgeAigc.Core.Delivery;

namespace EdgeAigc.UnitTests.Delivery;

public sealed class EgressLinkLifetimeTests
{
    private readonly CountingTimeProvider _time = new();

    [Fact]
    public async Task WaitAsync_Cancelled_FreesTheShareAtOnce()
    {
        using var link = new EgressLink(8e6, _time);
        using var cancellation = new CancellationTokenSource();
        var cancelled = link.Begin(new() { CommittedBitsPerSecond = 1e6 });
        var other = link.Begin(new() { CommittedBitsPerSecond = 1e6 });
        await cancelled.WaitAsync(1000, cancellation.Token);
        var wait = cancelled.WaitAsync(1000, cancellation.Token).AsTask();
        Assert.False(wait.IsCompleted);
        cancellation.Cancel();
        Assert.Equal((1, 1e6, 8e6), (link.ActiveDeliveries, link.CommittedBitsPerSecond, other.RateBitsPerSecond));
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        Assert.Equal(cancellation.Token, error.CancellationToken);
        Assert.Throws<ObjectDisposedException>(() => { _ = cancelled.WaitAsync(1, CancellationToken.None).AsTask(); });
    }

    [Fact]
    public async Task WaitAsync_CancelledBeforeOrBetweenWaits_EndsWithTheNextWait()
    {
        using var link = new EgressLink(8e6, _time);
        using var cancellation = new CancellationTokenSource();
        var delivery = link.Begin(new());
        await delivery.WaitAsync(1000, cancellation.Token);
        cancellation.Cancel();
        Assert.Equal(1, link.ActiveDeliveries);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => delivery.WaitAsync(1000, cancellation.Token).AsTask());
        Assert.Equal(0, link.ActiveDeliveries);
    }

    [Fact]
    public async Task Dispose_WhileItWaits_EndsTheWaitAndFreesTheShare()
    {
        using var link = new EgressLink(8e6, _time);
        var (disposed, other) = (link.Begin(new()), link.Begin(new()));
        await disposed.WaitAsync(1000, TestContext.Current.CancellationToken);
        var wait = disposed.WaitAsync(1000, TestContext.Current.CancellationToken).AsTask();
        disposed.Dispose();
        disposed.Dispose();
        Assert.Equal((1, 8e6, 0), (link.ActiveDeliveries, other.RateBitsPerSecond, disposed.RateBitsPerSecond));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => wait);
    }

    [Fact]
    public async Task Dispose_Link_EndsAllWaitsAndRefusesNewDeliveries()
    {
        var link = new EgressLink(8e6, _time);
        var delivery = link.Begin(new());
        await delivery.WaitAsync(1000, TestContext.Current.CancellationToken);
        var wait = delivery.WaitAsync(1000, TestContext.Current.CancellationToken).AsTask();
        link.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => wait);
        Assert.Throws<ObjectDisposedException>(() => link.Begin(new()));
        delivery.Dispose();
    }

    [Fact]
    public void WaitAsync_WhileItWaits_IsRefused()
    {
        using var link = new EgressLink(8e6, _time);
        using var delivery = link.Begin(new());
        Assert.Equal(1000, new Receiver(delivery, 1000).Take());
        Assert.Throws<InvalidOperationException>(() => { _ = delivery.WaitAsync(1000, TestContext.Current.CancellationToken).AsTask(); });
    }

    [Fact]
    public void Begin_NothingToSend_HasNoShareAndNeverWaits()
    {
        using var link = new EgressLink(8e6, _time);
        using var empty = link.Begin(new() { PayloadBits = 0, CommittedBitsPerSecond = 1e6 });
        Assert.Equal((0, 0), (link.ActiveDeliveries, link.CommittedBitsPerSecond));
        Assert.True(empty.WaitAsync(0, TestContext.Current.CancellationToken).AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public void WaitAsync_InfiniteCapacity_NeverWaitsAndSetsNoTimer()
    {
        using var link = new EgressLink(double.PositiveInfinity, _time);
        using var delivery = link.Begin(new() { CommittedBitsPerSecond = 1e6, Due = TimeSpan.FromSeconds(1) });
        var receiver = new Receiver(delivery, payloadBytes: 1L << 30);
        Assert.Equal(1L << 30, receiver.Take());
        Assert.Equal((1 << 16, 0), (receiver.LargestChunkBytes, _time.TimersSet));
    }

    [Fact]
    public void WaitAsync_InfiniteCapacityAndACap_FollowsTheCap()
    {
        using var link = new EgressLink(double.PositiveInfinity, _time);
        var receiver = new Receiver(link.Begin(new() { MaxRateBitsPerSecond = 8e6 }), 1000);
        for (var i = 0; i < 100; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            receiver.Take();
        }
        Assert.Equal(101_000, receiver.Bytes);
    }

    [Fact]
    public void WaitAsync_TimePasses_SetsATimerOnlyWhereItMustWait()
    {
        using var link = new EgressLink(8e6, _time);
        var receivers = Enumerable.Range(0, 20).Select(_ => new Receiver(link.Begin(new()), 1000)).ToArray();
        for (var i = 0; i < 1000; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            Assert.All(receivers, receiver => receiver.Take());
        }
        // At most one for each millisecond, though 20 wait.
        Assert.InRange(_time.TimersSet, 900, 1100);
        Assert.All(receivers, receiver => receiver.Delivery.MaxRateBitsPerSecond = 0);
        _time.Advance(TimeSpan.FromSeconds(1));
        var set = _time.TimersSet;
        _time.Advance(TimeSpan.FromSeconds(100));
        Assert.Equal(set, _time.TimersSet);
    }

    [Theory]
    [InlineData(8e5, 1024)]
    [InlineData(8e6, 10_000)]
    [InlineData(8e9, 65_536)]
    public void SuggestedChunkBytes_IsTenMillisecondsWithinItsLimits(double rate, int bytes)
    {
        using var link = new EgressLink(rate, _time);
        Assert.Equal(bytes, link.Begin(new()).SuggestedChunkBytes);
    }

    [Theory]
    [InlineData(double.NaN, 1, 1, "payload")]
    [InlineData(1, -1, 1, "committed")]
    [InlineData(1, 1, -1, "cap")]
    public void Begin_NotANumberOfItsKind_SaysWhich(double payload, double committed, double cap, string named)
    {
        using var link = new EgressLink(8e6, _time);
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => link.Begin(new() { PayloadBits = payload, CommittedBitsPerSecond = committed, MaxRateBitsPerSecond = cap }));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new EgressLink(0, _time));
    }
}
