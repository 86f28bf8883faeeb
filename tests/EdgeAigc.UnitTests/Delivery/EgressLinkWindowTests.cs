using EdgeAigc.Core.Delivery;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAigc.UnitTests.Delivery;

/// <summary>What all receivers together get in every window of 100 ms.</summary>
public sealed class EgressLinkWindowTests
{
    private const double Capacity = 16e6;
    private const int WindowMilliseconds = 100;
    private const double WindowBytes = Capacity / 8 * WindowMilliseconds / 1e3;
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void WaitAsync_TwentyDeliveries_FillTheLinkInEveryWindow(int seed)
    {
        var random = new Random(seed);
        using var link = new EgressLink(Capacity, _time);
        // Seed 1: all alike and begun at once, which lines up their chunks as badly as can be.
        var deliveries = Enumerable.Range(0, 20)
            .Select(_ => link.Begin(new() { CommittedBitsPerSecond = seed == 1 ? 8e5 : 16e5 * random.NextDouble() })).ToArray();
        var receivers = deliveries.Select(delivery => new Receiver(delivery)).ToArray();
        AssertWindows(Run(receivers, 3000), receivers.Max(receiver => receiver.LargestChunkBytes));
        var rates = deliveries.Select(delivery => delivery.RateBitsPerSecond).ToArray();
        Assert.All(receivers, (receiver, i) =>
            Assert.InRange(receiver.Bytes, (rates[i] / 8 * 3) - (2 * receiver.LargestChunkBytes), (rates[i] / 8 * 3) + receiver.LargestChunkBytes));
    }

    [Fact]
    public void WaitAsync_DeliveriesComeAndGo_FillTheLinkInEveryWindow()
    {
        var random = new Random(4);
        using var link = new EgressLink(Capacity, _time);
        var receivers = Enumerable.Range(0, 20).Select(_ => Begin()).ToList();
        var largest = 0;
        var sums = new List<long> { receivers.Sum(receiver => receiver.Take()) };
        for (var milliseconds = 1; milliseconds <= 20_000; milliseconds++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            sums.Add(sums[^1] + receivers.Sum(receiver => receiver.Take()));
            for (var i = 0; i < receivers.Count; i++)
            {
                largest = Math.Max(largest, receivers[i].LargestChunkBytes);
                if (receivers[i].LeftBytes > 0 && random.Next(5000) > 0)
                    continue;
                receivers[i].Delivery.Dispose();
                receivers[i] = Begin();
            }
        }
        AssertWindows(sums, largest);
        Assert.Equal(20, link.ActiveDeliveries);

        Receiver Begin()
        {
            var bytes = random.Next(2_000, 400_000);
            return new(link.Begin(new() { CommittedBitsPerSecond = 1e6 * random.NextDouble(), PayloadBits = 8.0 * bytes }), 1500, bytes);
        }
    }

    [Fact]
    public void WaitAsync_CrowdOfOneChunkDeliveries_NeverExceedsTheLink()
    {
        using var link = new EgressLink(Capacity, _time);
        var receivers = Enumerable.Range(0, 400)
            .Select(_ => new Receiver(link.Begin(new() { CommittedBitsPerSecond = 1e6, PayloadBits = 8192 }), 1024, 1024))
            .ToArray();
        var sums = Run(receivers, 1000);
        for (var i = 0; i < sums.Count; i++)
            Assert.InRange(sums[i], Math.Min(400 * 1024, (Capacity / 8 * i / 1e3) - 1024), (Capacity / 8 * i / 1e3) + 1024);
    }

    [Fact]
    public void WaitAsync_ManyShortSlowDeliveries_AreNoClaimOfTheLongOne()
    {
        using var link = new EgressLink(Capacity, _time);
        var delivery = (PacedDelivery)link.Begin(new() { CommittedBitsPerSecond = 8e6 });
        var longOne = new Receiver(delivery, 1000);
        for (var milliseconds = 0; milliseconds < 5000; milliseconds += 2)
        {
            var shortOne = new Receiver(link.Begin(new() { MaxRateBitsPerSecond = 16e3, PayloadBits = 8000 }), 1000, 1000);
            Run([longOne, shortOne], 2);
            Assert.Equal(0, shortOne.LeftBytes);
        }
        // They leave with their only chunk, for which their own lines would need half a second: at its rate the long one could have had the
        // whole link all that time. What it did not get it must not have as a claim against who comes next, but for 10 ms of the link.
        Assert.InRange(longOne.Bytes, 7_490_000, 7_510_000);
        Assert.InRange(delivery.Line.CreditBits, -16_000, (Capacity * 0.01) + 16_000);
    }

    [Fact]
    public void WaitAsync_LateTimers_TheSumIsCaughtUp()
    {
        using var link = new EgressLink(Capacity, _time);
        var random = new Random(5);
        var deliveries = Enumerable.Range(0, 20).Select(_ => link.Begin(new() { CommittedBitsPerSecond = 16e5 * random.NextDouble() })).ToArray();
        var receivers = deliveries.Select(delivery => new Receiver(delivery, 1500)).ToArray();
        for (var milliseconds = 0; milliseconds < 20_000;)
        {
            var late = random.Next(1, random.Next(20) == 0 ? 1500 : 40);
            milliseconds += late;
            _time.Advance(TimeSpan.FromMilliseconds(late));
            while (receivers.Sum(receiver => receiver.Take()) > 0)
            {
            }
            var line = Capacity / 8 * milliseconds / 1e3;
            Assert.InRange(receivers.Sum(receiver => receiver.Bytes), line - 1500, line + 1500);
        }
    }

    private static void AssertWindows(List<long> sums, double chunkBytes)
    {
        var windows = Enumerable.Range(0, sums.Count - WindowMilliseconds)
            .Select(start => (double)(sums[start + WindowMilliseconds] - sums[start])).ToArray();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{windows.Length} windows of 100 ms: {windows.Min() / WindowBytes:P2} to {windows.Max() / WindowBytes:P2} of the capacity.");
        Assert.InRange(windows.Min(), 0.97 * WindowBytes, WindowBytes);
        // A window that begins and ends at the right moments counts one chunk more than time has passed for; no window more.
        Assert.InRange(windows.Max(), 0.97 * WindowBytes, WindowBytes + chunkBytes);
        for (var i = 0; i < sums.Count; i++)
            Assert.InRange(sums[i], 0, (Capacity / 8 * i / 1e3) + chunkBytes);
    }

    private List<long> Run(Receiver[] receivers, int milliseconds)
    {
        var sums = new List<long> { receivers.Sum(receiver => receiver.Take()) };
        for (var i = 0; i < milliseconds; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            sums.Add(sums[^1] + receivers.Sum(receiver => receiver.Take()));
        }
        return sums;
    }
}
