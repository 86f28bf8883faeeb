using System.Net;
using System.Net.Sockets;
using EdgeAigc.Core.Delivery;

namespace EdgeAigc.UnitTests.Delivery;

/// <summary>Real clock, real sockets: what 20 receivers count. A test machine may leave the whole process without a processor for tenths of a
/// second; so the rate is a median over pieces of the middle, which a few such gaps do not move, while the line of the capacity must never
/// be passed.</summary>
[Collection(nameof(MeasuredAlone))]
public sealed class EgressLinkSocketTests
{
    private const double Capacity = 16e6;
    private const int Deliveries = 20;
    private const int FileBytes = 220_000;

    [Fact]
    public async Task PaceAsync_TwentyDeliveriesOverTcp_FillTheLink()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var time = TimeProvider.System;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var arrivals = new Arrivals(time);
        var (senders, receivers) = (new List<TcpClient>(), new List<Task>());
        for (var i = 0; i < Deliveries; i++)
        {
            var client = new TcpClient();
            await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint, cancellationToken);
            senders.Add(await listener.AcceptTcpClientAsync(cancellationToken));
            receivers.Add(ReceiveAsync(client, arrivals, cancellationToken));
        }

        using var link = new EgressLink(Capacity, time);
        var beginSeconds = arrivals.NowSeconds;
        var deliveries = senders
            .Select(_ => link.Begin(new() { CommittedBitsPerSecond = Capacity / Deliveries, PayloadBits = 8.0 * FileBytes })).ToArray();
        var sending = Task.WhenAll(senders.Select((sender, i) => SendAsync(sender, deliveries[i], cancellationToken)));
        await Task.WhenAll([sending, .. receivers]).WaitAsync(TimeSpan.FromMinutes(1), cancellationToken);
        var chunkBytes = await sending;

        Assert.Equal(Deliveries * FileBytes, arrivals.Sums[^1].Bytes);
        Assert.All(arrivals.Sums.Skip(1), sum => Assert.InRange(sum.Bytes, 0, (Capacity / 8 * (sum.Seconds - beginSeconds)) + chunkBytes.Max()));
        var (median, whole) = (arrivals.MedianBytesPerSecond(0.15, 0.85) * 8 / Capacity, arrivals.BytesPerSecond(0.15, 0.85) * 8 / Capacity);
        TestContext.Current.TestOutputHelper?.WriteLine($"{median:P2} of the capacity in the median 100 ms of the middle 70 %, {whole:P2} on the whole.");
        Assert.InRange(median, 0.97, 1.03);
    }

    /// <summary>Sends a file; returns the size of its largest chunk.</summary>
    private static async Task<int> SendAsync(TcpClient sender, IDelivery delivery, CancellationToken cancellationToken)
    {
        using (sender)
        using (delivery)
        {
            sender.NoDelay = true;
            var stream = sender.GetStream();
            var largest = 0;
            await foreach (var chunk in delivery.PaceAsync(new byte[FileBytes], cancellationToken))
            {
                largest = Math.Max(largest, chunk.Length);
                await stream.WriteAsync(chunk, cancellationToken);
            }
            return largest;
        }
    }

    private static async Task ReceiveAsync(TcpClient client, Arrivals arrivals, CancellationToken cancellationToken)
    {
        using (client)
        {
            var buffer = new byte[1 << 16];
            while (await client.GetStream().ReadAsync(buffer, cancellationToken) is > 0 and var bytes)
                arrivals.Add(bytes);
        }
    }

    /// <summary>What came when: times and sums.</summary>
    private sealed class Arrivals(TimeProvider time)
    {
        private readonly Lock _gate = new();
        private readonly long _start = time.GetTimestamp();

        public List<(double Seconds, long Bytes)> Sums { get; } = [(0, 0)];

        public double NowSeconds => time.GetElapsedTime(_start).TotalSeconds;

        public void Add(int bytes)
        {
            lock (_gate)
                Sums.Add((NowSeconds, Sums[^1].Bytes + bytes));
        }

        /// <summary>Rate between two parts of the whole.</summary>
        public double BytesPerSecond(double from, double to)
        {
            var all = Sums[^1].Bytes;
            var (first, last) = (Sums.First(sum => sum.Bytes >= from * all), Sums.First(sum => sum.Bytes >= to * all));
            return (last.Bytes - first.Bytes) / (last.Seconds - first.Seconds);
        }

        /// <summary>Median of the rates over all pieces in between that take 100 ms at full rate.</summary>
        public double MedianBytesPerSecond(double from, double to)
        {
            var piece = Capacity / 8 * 0.1 / Sums[^1].Bytes;
            var rates = Enumerable.Range(0, 200).Select(i => from + ((to - piece - from) * i / 199))
                .Select(start => BytesPerSecond(start, start + piece)).Order().ToArray();
            return rates[rates.Length / 2];
        }
    }
}
