using EdgeAigc.Contracts.Jobs;
using EdgeAigc.Core.Delivery;
using EdgeAigc.Grains.Negotiation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAigc.Cluster.Tests.Jobs;

/// <summary>Images that are kept leave by the link that images just made leave by.</summary>
public sealed class ResultDeliveryTests
{
    private const int ImageBytes = 200_000;
    private const int ChunkBytes = 1 << 16;
    private const double LinkBytesPerSecond = 1e6;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);

    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 0, LinkBytesPerSecond)]
    [InlineData(4, 0, LinkBytesPerSecond)]
    [InlineData(1, 2, 0.25e6)]
    [InlineData(2, 2, 0.5e6)]
    public async Task Read_SeveralAtOnce_LeaveAtTheLinksPaceAndTheClientsCap(int readers, double clientMegabits, double bytesPerSecond)
    {
        await using var cluster = await StartAsync(clientMegabits);
        var grain = await KeepAsync(cluster);
        var began = _time.GetTimestamp();
        var received = 0;
        var reading = Enumerable.Range(0, readers).Select(_ => Task.Run(async () =>
        {
            var file = new List<byte>();
            await foreach (var part in grain.ReadAsync(Token))
            {
                // Never more than there was time for, but for the chunk of each reader that is on its way.
                var most = (_time.GetElapsedTime(began).TotalSeconds * bytesPerSecond) + (readers * ChunkBytes);
                Assert.InRange(Interlocked.Add(ref received, part.Bytes.Length), 1, most);
                Assert.Equal(("image/webp", ImageBytes), (part.ContentType, part.TotalBytes));
                file.AddRange(part.Bytes);
            }

            return file.ToArray();
        }, Token)).ToArray();

        var link = cluster.Service<EgressLink>(0);
        while (link.ActiveDeliveries < readers)
            await Task.Yield();
        while (link.ActiveDeliveries > 0)
        {
            _time.Advance(Tick);
            await Task.Yield();
        }

        Assert.All(await Task.WhenAll(reading), file => Assert.Equal(Image(), file));
        var expected = readers * ImageBytes / bytesPerSecond;
        Assert.InRange(_time.GetElapsedTime(began).TotalSeconds, expected - (readers * ChunkBytes / bytesPerSecond), double.PositiveInfinity);
    }

    [Fact]
    public async Task Read_ReaderThatTakesNothing_LeavesTheLinkToOthersWhenItsTimeIsOver()
    {
        await using var cluster = await StartAsync(0);
        var grain = await KeepAsync(cluster);
        await using var idle = grain.ReadAsync(Token).GetAsyncEnumerator(Token);
        Assert.True(await idle.MoveNextAsync());
        var link = cluster.Service<EgressLink>(0);
        Assert.Equal(1, link.ActiveDeliveries);

        while (link.ActiveDeliveries > 0)
        {
            _time.Advance(Tick);
            await Task.Yield();
        }

        // What waits for the reader is the rest of one image.
        var rest = idle.Current.Bytes.Length;
        while (await idle.MoveNextAsync())
            rest += idle.Current.Bytes.Length;
        Assert.Equal(ImageBytes, rest);
    }

    [Fact]
    public async Task Read_ReaderThatLeaves_FreesItsShareAtOnce()
    {
        await using var cluster = await StartAsync(0);
        var grain = await KeepAsync(cluster);
        var link = cluster.Service<EgressLink>(0);
        await foreach (var part in grain.ReadAsync(Token))
        {
            Assert.InRange(part.Bytes.Length, 1, ChunkBytes);
            Assert.Equal(1, link.ActiveDeliveries);
            break;
        }

        while (link.ActiveDeliveries > 0)
            await Task.Yield();
    }

    private static byte[] Image() => [.. Enumerable.Range(0, ImageBytes).Select(index => (byte)(index % 251))];

    private static async Task<IImageResultGrain> KeepAsync(EdgeCluster cluster)
    {
        var grain = cluster.Client.GetGrain<IImageResultGrain>(ImageResultId.Create());
        Assert.NotNull(await grain.KeepAsync(new(Image(), "image/webp", default)));
        return grain;
    }

    private Task<EdgeCluster> StartAsync(double clientMegabits) => EdgeCluster.StartAsync(1, configure: (_, silo) =>
    {
        silo.Services.AddSingleton(_ => new EgressLink(8 * LinkBytesPerSecond, _time));
        silo.Services.AddSingleton(Options.Create(new EgressLinkOptions { ClientMegabits = clientMegabits }));
    });
}
