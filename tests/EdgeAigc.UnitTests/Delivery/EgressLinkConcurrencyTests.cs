using EdgeAigc.Core.Delivery;

namespace EdgeAigc.UnitTests.Delivery;

public sealed class EgressLinkConcurrencyTests
{
    [Fact]
    public async Task Link_ManyThreadsBeginWaitCapCancelAndDispose_AllEndAndNothingIsLeft()
    {
        using var link = new EgressLink(1e9, TimeProvider.System);
        var all = Task.WhenAll(Enumerable.Range(0, 8).Select(seed => Task.Run(() => DeliverAsync(link, new Random(seed)))));
        var counts = await all.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        Assert.Equal(0, link.ActiveDeliveries);
        Assert.Equal(0, link.CommittedBitsPerSecond);
        Assert.Equal(8 * 150, counts.Sum(count => count.Whole + count.Cancelled));
        Assert.True(counts.Sum(count => count.Cancelled) > 100);
    }

    private static async Task<(int Whole, int Cancelled)> DeliverAsync(EgressLink link, Random random)
    {
        var (whole, cancelled) = (0, 0);
        for (var i = 0; i < 150; i++)
        {
            using var cancellation = new CancellationTokenSource();
            var file = new byte[random.Next(100_000)];
            using var delivery = link.Begin(new() { PayloadBits = 8.0 * file.Length, CommittedBitsPerSecond = 1e7, MaxRateBitsPerSecond = 2e7 });
            var (cancelAt, left) = (random.Next(200_000), file.Length);
            try
            {
                await foreach (var chunk in delivery.PaceAsync(file, cancellation.Token))
                {
                    left -= chunk.Length;
                    delivery.MaxRateBitsPerSecond = 2e7 * (1 + random.NextDouble());
                    if (file.Length - left > cancelAt && left > 0)
                    {
                        var cancelling = Task.Run(cancellation.Cancel, CancellationToken.None);
                        await delivery.WaitAsync(left, cancellation.Token);
                        await cancelling;
                    }
                }
                whole++;
            }
            catch (OperationCanceledException)
            {
                cancelled++;
            }
        }
        return (whole, cancelled);
    }
}
