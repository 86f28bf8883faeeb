using EdgeAigc.Core.Delivery;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAigc.UnitTests.Delivery;

public sealed class EgressLinkPacingTests
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void WaitAsync_OneDelivery_FollowsItsLineToTheByte()
    {
        using var link = new EgressLink(8e6, _time);
        var receiver = new Receiver(link.Begin(new()), 1000);
        Assert.Equal(1000, receiver.Take());
        for (var milliseconds = 1; milliseconds <= 500; milliseconds++)
        {
            _time.Advance(Millisecond);
            receiver.Take();
            Assert.Equal(1000 * (milliseconds + 1), receiver.Bytes);
        }
    }

    [Fact]
    public void WaitAsync_ChunksBetweenTicks_GoAtTheNextTick()
    {
        using var link = new EgressLink(8e6, _time);
        var receiver = new Receiver(link.Begin(new()), 1536);
        for (var milliseconds = 1; milliseconds <= 500; milliseconds++)
        {
            _time.Advance(Millisecond);
            receiver.Take();
            Assert.Equal(((1000 * milliseconds / 1536) + 1) * 1536, receiver.Bytes);
        }
    }

    [Fact]
    public void WaitAsync_LateTimers_AreCaughtUpExactly()
    {
        using var link = new EgressLink(8e6, _time);
        var random = new Random(3);
        var receiver = new Receiver(link.Begin(new()), 1000);
        for (var milliseconds = 0; milliseconds < 20_000;)
        {
            var late = random.Next(1, random.Next(20) == 0 ? 1500 : 8);
            milliseconds += late;
            _time.Advance(late * Millisecond);
            receiver.Take();
            Assert.Equal(1000 * (milliseconds + 1), receiver.Bytes);
        }
    }

    [Fact]
    public void WaitAsync_TwoCommittedRates_EachFollowsItsOwn()
    {
        using var link = new EgressLink(8e6, _time);
        var fast = new Receiver(link.Begin(new() { CommittedBitsPerSecond = 6e6 }), 600);
        var slow = new Receiver(link.Begin(new() { CommittedBitsPerSecond = 2e6 }), 200);
        Run(1000, fast, slow);
        Assert.InRange(fast.Bytes, 750_000 - 600, 750_000 + 600);
        Assert.InRange(slow.Bytes, 250_000 - 200, 250_000 + 200);
    }

    [Fact]
    public void Begin_WhileAnotherWaits_SharesAnew()
    {
        using var link = new EgressLink(8e6, _time);
        var first = new Receiver(link.Begin(new() { CommittedBitsPerSecond = 1e6 }), 1000);
        Run(100, first);
        Assert.Equal(101_000, first.Bytes);
        var second = new Receiver(link.Begin(new() { CommittedBitsPerSecond = 1e6 }), 1000);
        Assert.Equal(4e6, first.Delivery.RateBitsPerSecond);
        Assert.Equal(4e6, second.Delivery.RateBitsPerSecond);
        Run(100, first, second);
        Assert.InRange(first.Bytes, 149_000, 151_000);
        Assert.InRange(second.Bytes, 49_000, 51_000);
        second.Delivery.Dispose();
        Assert.Equal(8e6, first.Delivery.RateBitsPerSecond);
        Run(100, first);
        Assert.InRange(first.Bytes, 249_000, 251_000);
    }

    [Fact]
    public void WaitAsync_PayloadOut_FreesItsShareBeforeItIsDisposed()
    {
        using var link = new EgressLink(8e6, _time);
        var small = new Receiver(link.Begin(new() { CommittedBitsPerSecond = 1e6, PayloadBits = 8 * 50_000 }), 1000, 50_000);
        var large = new Receiver(link.Begin(new() { CommittedBitsPerSecond = 1e6 }), 1000);
        Run(100, small, large);
        Assert.Equal(0, small.LeftBytes);
        Assert.Equal(1, link.ActiveDeliveries);
        Assert.Equal(1e6, link.CommittedBitsPerSecond);
        Assert.Equal((0, 8e6), (small.Delivery.RateBitsPerSecond, large.Delivery.RateBitsPerSecond));
    }

    [Fact]
    public void WaitAsync_MoreThanThePayload_GetsAShareAgain()
    {
        using var link = new EgressLink(8e6, _time);
        var receiver = new Receiver(link.Begin(new() { PayloadBits = 8 * 10_000 }), 1000);
        Run(50, receiver);
        Assert.Equal(51_000, receiver.Bytes);
    }

    [Fact]
    public void WaitAsync_Overbooked_LaterDueWaitsUntilTheEarlierIsOut()
    {
        using var link = new EgressLink(8e6, _time);
        var earlier = new Receiver(
            link.Begin(new() { CommittedBitsPerSecond = 8e6, PayloadBits = 8e5, Due = TimeSpan.FromSeconds(1) }), 1000, 100_000);
        var later = new Receiver(link.Begin(new() { CommittedBitsPerSecond = 8e6, Due = TimeSpan.FromSeconds(9) }), 1000);
        Assert.Equal(16e6, link.CommittedBitsPerSecond);
        Run(99, earlier, later);
        Assert.Equal((0, 100_000), (later.Bytes, earlier.Bytes));
        Run(100, later);
        Assert.Equal(100_000, later.Bytes);
    }

    [Fact]
    public void MaxRate_ChangesWhileItWaits_TakesEffectAtOnce()
    {
        using var link = new EgressLink(8e6, _time);
        var capped = new Receiver(link.Begin(new() { CommittedBitsPerSecond = 1e6, MaxRateBitsPerSecond = 8e5 }), 100);
        var other = new Receiver(link.Begin(new() { CommittedBitsPerSecond = 1e6 }), 100);
        Run(100, capped, other);
        Assert.InRange(capped.Bytes, 9_900, 10_100);
        Assert.InRange(other.Bytes, 89_900, 90_100);
        capped.Delivery.MaxRateBitsPerSecond = 0;
        var before = capped.Bytes;
        Run(100, capped, other);
        Assert.Equal(before, capped.Bytes);
        Assert.InRange(other.Bytes, 189_900, 190_100);
        capped.Delivery.MaxRateBitsPerSecond = double.PositiveInfinity;
        Run(100, capped, other);
        Assert.InRange(capped.Bytes, 59_900, 60_200);
    }

    [Fact]
    public void WaitAsync_SenderWasAway_CatchesUpWithFiftyMillisecondsAtMost()
    {
        using var link = new EgressLink(8e6, _time);
        using var delivery = link.Begin(new());
        _time.Advance(TimeSpan.FromSeconds(10));
        var receiver = new Receiver(delivery, 1000);
        Assert.InRange(receiver.Take(), 50_000, 51_000);
        Run(100, receiver);
        Assert.InRange(receiver.Bytes, 150_000, 151_000);
    }

    [Fact]
    public async Task WaitAsync_MoreThanAChunk_IsWaitedForInPieces()
    {
        using var link = new EgressLink(8e6, _time);
        using var delivery = link.Begin(new());
        var wait = delivery.WaitAsync(200_000, TestContext.Current.CancellationToken).AsTask();
        var other = new Receiver(link.Begin(new()), 1000);
        Run(350, other);
        // The other never stands behind more than one piece of 10 ms.
        Assert.InRange(other.Bytes, 175_000 - 6_000, 175_000 + 1_000);
        Assert.False(wait.IsCompleted);
        Run(50, other);
        Assert.InRange((await wait.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken)).TotalMilliseconds, 380, 400);
    }

    private void Run(int milliseconds, params Receiver[] receivers)
    {
        for (var i = 0; i < milliseconds; i++)
        {
            _time.Advance(Millisecond);
            foreach (var receiver in receivers)
                receiver.Take();
        }
    }
}
