using System.Diagnostics;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Grains.Negotiation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace EdgeAigc.Cluster.Tests.Negotiation;

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

        // The middle of it, so that neither the start nor the last delivery counts.
        var ordered = received.OrderBy(part => part.Time).ToList();
        var middle = ordered[(ordered.Count / 10)..(ordered.Count * 9 / 10)];
        var bits = 8.0 * middle.Skip(1).Sum(part => part.Bytes);
        var rate = bits / Stopwatch.GetElapsedTime(middle[0].Time, middle[^1].Time).TotalSeconds;

        Assert.Equal(Deliveries * Bytes, received.Sum(part => part.Bytes));
        Assert.InRange(rate / (Megabits * 1e6), 0.97, 1.03);
    }
}
