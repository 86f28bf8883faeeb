using EdgeAigc.Contracts.Generation;
using EdgeAigc.Contracts.Negotiation;
using EdgeAigc.Grains.Negotiation;

namespace EdgeAigc.Cluster.Tests.Negotiation;

/// <summary>What can be seen of stage two from outside.</summary>
public sealed class NodeMarketTests
{
    private static readonly NodeOffer Offer = new(new(4, 0.9, TimeSpan.FromSeconds(1)), default, default, 1e6, 0.75, 0.25, TimeSpan.FromSeconds(1));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Generate_TwoNodes_TellsBothOffersAndTheMarketRemembersThem()
    {
        await using var cluster = await EdgeCluster.StartAsync(2, calibrated: true);
        cluster.AllowSteps(100);

        // On a starved machine an offer lapses and the nodes are asked anew; the last answers count.
        GenerationAccepted? accepted = null;
        await foreach (var next in cluster.Generation().GenerateAsync(EdgeCluster.Request() with { Steps = null }, Token))
            accepted = next as GenerationAccepted ?? accepted;
        var markets = await Task.WhenAll(cluster.Node(0).GetMarketAsync(), cluster.Node(1).GetMarketAsync());

        Assert.Equal([EdgeCluster.NodeName(0), EdgeCluster.NodeName(1)], accepted!.Offers.Select(offer => offer.Node).Order(StringComparer.Ordinal));
        Assert.Equal((accepted.Node, accepted.Promise), (accepted.Offers[0].Node, accepted.Offers[0].Promise));
        Assert.True(accepted.Offers[0].Utility >= accepted.Offers[1].Utility);
        Assert.All(markets, market => Assert.Equal(EdgeCluster.Model, Assert.Single(market.Slots[^1].Answers).Model));
        Assert.Contains(markets, market => market.Slots[^1].Answers[0].Promise == accepted.Promise);
    }

    [Fact]
    public async Task GetMarket_RefusedBid_SaysWhy()
    {
        await using var cluster = await EdgeCluster.StartAsync(1, calibrated: true);

        await foreach (var next in cluster.Generation().GenerateAsync(EdgeCluster.Request() with { Deadline = TimeSpan.FromSeconds(0.1) }, Token))
            Assert.True(next.IsLast);

        var answer = Assert.Single(Assert.Single((await cluster.Node(0).GetMarketAsync()).Slots).Answers);
        Assert.Equal((FailureCodes.DeadlineUnreachable, null), (answer.Refusal, answer.Promise));
    }

    [Fact]
    public async Task GetCurves_OfACalibratedModel_TellsItsLevels()
    {
        await using var cluster = await EdgeCluster.StartAsync(1, calibrated: true);

        var measured = await cluster.Node(0).GetCurvesAsync(EdgeCluster.Model);

        // The scores fall once; quality does not.
        Assert.Equal([(1, 0.4), (2, 0.8), (4, 0.8), (8, 1)], measured!.Levels.Select(level => (level.Steps, Math.Round(level.Quality, 9))));
        Assert.Equal(0.05, measured.Latency.FixedSeconds);
        Assert.Null(await cluster.Node(0).GetCurvesAsync("another"));
        Assert.Null(await cluster.Node(0).GetSheetAsync(EdgeCluster.Model));
    }

    [Fact]
    public void SlotBook_KeepsTheLastSlotsAndTheAnswersOfEachTogether()
    {
        var book = new SlotBook();
        for (var slot = 0; slot < 100; slot++)
        {
            book.Note(DateTimeOffset.UnixEpoch.AddSeconds(slot), "m", Offer);
            book.Note(DateTimeOffset.UnixEpoch.AddSeconds(slot), "n", new BidRefused(new(FailureCodes.Outbid, null, "Busy.", true)));
        }

        Assert.Equal(40, book.Slots.Length);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(99), book.Slots[^1].At);
        Assert.All(book.Slots, slot => Assert.Equal([("m", null), ("n", FailureCodes.Outbid)], slot.Answers.Select(answer => (answer.Model, answer.Refusal))));
        Assert.Equal((0.75, 0.25), (book.Slots[0].Answers[0].Utility, book.Slots[0].Answers[0].Price));
    }
}
