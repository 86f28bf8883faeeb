using System.Net;
using System.Net.Sockets;
using EdgeAigc.Core.Delivery;

namespace EdgeAigc.UnitTests.Delivery;

/// <summary>Real clock, real sockets: what 20 receivers count.</summary>
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
        var deliveries = senders
            .Select(_ => link.Begin(new() { CommittedBitsPerSecond = Capacity / Deliveries, PayloadBits = 8.0 * FileBytes })).ToArray();
        var sending = Task.WhenAll(senders.Select((sender, i) => SendAsync(sender, deliveries[i], cancellationToken)));
        await Task.WhenAll([sending, .. receivers]).WaitAsync(TimeSpan.FromMinutes(1), cancellationToken);

        Assert.Equal(Deliveries * FileBytes, arrivals.Bytes);
        var measured = arrivals.BytesPerSecond(from: 0.15, to: 0.85) * 8 / Capacity;
        TestContext.Current.TestOutputHelper?.WriteLine($"{measured:P2} of the capacity over the middle 70 %.");
        Assert.InRange(measured, 0.97, 1.03);
    }

    private static async Task SendAsync(TcpClient sender, IDelivery delivery, CancellationToken cancellationToken)
    {
        using (sender)
        using (delivery)
        {
            sender.NoDelay = true;
            var stream = sender.GetStream();
            await foreach (var chunk in delivery.PaceAsync(new byte[FileBytes], cancellationToken))
                await stream.WriteAsync(chunk, cancellationToken);
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

    /// <summary>What came when.</summary>
    private sealed class Arrivals(TimeProvider time)
    {
        private readonly Lock _gate = new();
        private readonly List<(double Seconds, long Bytes)> _sums = [];
        private readonly long _start = time.GetTimestamp();

        public long Bytes { get; private set; }

        public void Add(int bytes)
        {
            lock (_gate)
            {
                Bytes += bytes;
                _sums.Add((time.GetElapsedTime(_start).TotalSeconds, Bytes));
            }
        }

        /// <summary>Slope of the least-squares line through the sums, between two parts of the whole.</summary>
        public double BytesPerSecond(double from, double to)
        {
            var middle = _sums.Where(sum => sum.Bytes >= from * Bytes && sum.Bytes <= to * Bytes).ToArray();
            var (seconds, bytes) = (middle.Average(sum => sum.Seconds), middle.Average(sum => sum.Bytes));
            return middle.Sum(sum => (sum.Seconds - seconds) * (sum.Bytes - bytes)) / middle.Sum(sum => (sum.Seconds - seconds) * (sum.Seconds - seconds));
        }
    }
}
