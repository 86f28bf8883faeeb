using EdgeAigc.Core.Delivery;

namespace EdgeAigc.UnitTests.Delivery;

public sealed class PacedFileTests
{
    private static readonly byte[] File = [.. Enumerable.Range(0, 100_001).Select(index => (byte)(index * 31 / 7))];

    [Fact]
    public async Task PaceAsync_AFile_ComesWholeAndNeverBeforeItsLine()
    {
        var time = TimeProvider.System;
        using var link = new EgressLink(8e6, time);
        var (received, start) = (new List<byte>(), time.GetTimestamp());
        await foreach (var chunk in link.PaceAsync(File, new() { CommittedBitsPerSecond = 1e6 }, TestContext.Current.CancellationToken))
        {
            Assert.InRange(chunk.Length, 1, 10_000);
            // One chunk may be ahead.
            Assert.InRange(received.Count, 0, 1000 * time.GetElapsedTime(start).TotalMilliseconds);
            received.AddRange(chunk.Span);
        }
        Assert.Equal(File, received);
        Assert.Equal(0, link.ActiveDeliveries);
    }

    [Fact]
    public async Task PaceAsync_LeftEarly_EndsTheDelivery()
    {
        using var link = new EgressLink(double.PositiveInfinity, TimeProvider.System);
        await foreach (var chunk in link.PaceAsync(File, new(), TestContext.Current.CancellationToken))
        {
            Assert.Equal(65_536, chunk.Length);
            Assert.Equal(1, link.ActiveDeliveries);
            break;
        }
        Assert.Equal(0, link.ActiveDeliveries);
    }

    [Fact]
    public async Task PaceAsync_EmptyFile_HasNoChunks()
    {
        using var link = new EgressLink(1, TimeProvider.System);
        await foreach (var chunk in link.PaceAsync(default, new(), TestContext.Current.CancellationToken))
            Assert.Fail($"A chunk of {chunk.Length} bytes.");
        Assert.Equal(0, link.ActiveDeliveries);
    }
}
