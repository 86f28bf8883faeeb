using EdgeAigc.Contracts.Generation;
using EdgeAigc.Contracts.Negotiation;

namespace EdgeAigc.Cluster.Tests.Negotiation;

public sealed class UnreliableNetworkTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Generate_AThirdOfTheAnswersLostAndBidsDoubled_EverybodyIsServedOnceAndNothingIsLeftPromised()
    {
        var time = new ShiftedTime();
        var network = new UnreliableNetwork(seed: 3, lost: 0.33);
        await using var cluster = await EdgeCluster.StartAsync(
            3,
            configure: (_, silo) =>
            {
                silo.Services.Add(new(typeof(TimeProvider), time));
                silo.AddIncomingGrainCallFilter(network);
            },
            calibrated: true);
        cluster.AllowSteps(10_000);
        // Bids that somebody sends again and never takes up.
        var doubled = new GenerationBid { Id = "ghost", Request = EdgeCluster.Request() };
        await Task.WhenAll(Enumerable.Range(0, 9).Select(index => UnreliableNetwork.TryAsync(() => cluster.Node(index % 3).NegotiateAsync(doubled, Token))));

        var ends = await Task.WhenAll(Enumerable.Range(0, 60).Select(async seed =>
            (await cluster.Generation().GenerateAsync(EdgeCluster.Request(seed: seed), Token).CollectAsync())[^1]));

        var failed = ends.OfType<GenerationFailed>().ToList();
        Assert.True(network.Lost > 10, $"Only {network.Lost} answers were lost.");
        // Where all three answers were lost there was nobody to serve it, and the caller may ask again.
        Assert.All(failed, failure => Assert.Equal((FailureCodes.NodeUnavailable, true), (failure.Code, failure.Retryable)));
        Assert.InRange(failed.Count, 0, 10);
        Assert.Equal(60 - failed.Count, cluster.Engines.Values.Sum(engine => engine.Started));
        time.Advance(TimeSpan.FromSeconds(10));
        for (var index = 0; index < 3; index++)
        {
            // The next bid finds the lapsed offers gone.
            var offer = await UnreliableNetwork.InsistAsync(() => cluster.Node(index).NegotiateAsync(new GenerationBid { Id = "last", Request = EdgeCluster.Request() }, Token));
            Assert.Equal(0.05 + (3 * 0.12), ((NodeOffer)offer).Expected.TotalSeconds, 0.4);
        }
    }
}
