using System.Diagnostics;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Grains.Negotiation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace EdgeAigc.Cluster.Tests.Negotiation;

/// <summary>Measured on the clock, hence alone.</summary>
[Collection(nameof(DeliveryTests))]
[CollectionDefinition(nameof(DeliveryTests), DisableParallelization = true)]
public sealed class DeliveryTests
{
    private const double Megabits = 8;
    private const int Deliveries = 20;
    private const int Bytes = 100_000;

    [Fact]
    public async Task Generate_TwentyDeliveriesAtOnce_ShareTheLinkAndNoMore()
    {
        await using var cluster = await EdgeCluster.StartAsync(
            1, configure: (_, silo) => silo.Services.AddSingleton(Options.Create(new EgressLinkOptions { EgressMegabits = Megabits })), calibrated: true);
        cluster.Engines["Silo_0"].ImageBytes = Bytes;
        var received = new List<(long Time, int Bytes)>();
        var streams = Enumerable.Range(0, Deliveries).Select(seed => Task.Run(async () =>
        {
            await foreach (var next in cluster.Generation().GenerateAsync(EdgeCluster.Request(steps: 1, seed: seed), TestContext.Current.CancellationToken))
            {
                if (next is ImagePart part)
                {
                    lock (received)
                        received.Add((Stopwatch.GetTimestamp(), part.Bytes.Length));
                }
            }
        })).ToArray();
        while (cluster.Engines["Silo_0"].Started < Deliveries)
            await Task.Yield();
        cluster.AllowSteps(Deliveries);
        await Task.WhenAll(streams);

        // The middle of it, so that neither the start nor the last delivery counts; by the line through all arrivals, since single
        // ones come as the machine's scheduler lets them.
        var ordered = received.OrderBy(part => part.Time).ToList();
        var arrived = new List<(double Seconds, double Bits)>();
        foreach (var (time, bytes) in ordered)
            arrived.Add((Stopwatch.GetElapsedTime(ordered[0].Time, time).TotalSeconds, (arrived.Count > 0 ? arrived[^1].Bits : 0) + (8.0 * bytes)));
        var rate = Slope(arrived[(arrived.Count / 10)..(arrived.Count * 9 / 10)]);

        Assert.Equal(Deliveries * Bytes, received.Sum(part => part.Bytes));
        Assert.InRange(rate / (Megabits * 1e6), 0.97, 1.03);
    }
    private static double Slope(List<(double X, double Y)> points)
    {
        var (x, y) = (points.Average(point => point.X), points.Average(point => point.Y));
        return points.Sum(point => (point.X - x) * (point.Y - y)) / points.Sum(point => (point.X - x) * (point.X - x));
    }
}
