using EdgeAigc.Core.Negotiation;
using EdgeAigc.Simulation.Nodes;

namespace EdgeAigc.UnitTests.Negotiation;

public sealed class SlotMarketOrderTests
{
    [Fact]
    public void Close_PermutedBidsOfASlot_EachGetsTheSame()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var bids = Enumerable.Range(0, 12).Select(index => Nodes.Bid(random, $"{index}") with { Tenant = index % 3 == 0 ? "other" : "" }).ToArray();
            var (first, _, now) = Nodes.Filled(seed);
            var (second, _, _) = Nodes.Filled(seed);
            var answers = Answers(first, bids, now);
            random.Shuffle(bids);
            Assert.All(Answers(second, bids, now), answered => AssertSame(answers[answered.Key], answered.Value));
        }
    }

    [Fact]
    public void Close_ModelsInAnotherOrder_EachGetsTheSame()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var bids = Enumerable.Range(0, 12).Select(index => Nodes.Bid(random, $"{index}")).ToArray();
            var answers = Answers(Nodes.Market(), bids, 0);
            Assert.All(Answers(Nodes.Market(models: [.. Nodes.Small.Reverse()]), bids, 0), answered => Assert.Equal(answers[answered.Key], answered.Value));
        }
    }

    [Fact]
    public void Run_SameArrivals_SameOutcomes()
    {
        var arrivals = new NodeWorkload { Load = 2, Bursty = true, Images = 200 }.Create(Nodes.Small, 4);
        IReadOnlyList<SimulatedOutcome> Run() => new NodeSimulation(new(), Nodes.Small, Nodes.Egress, new() { Jitter = 0.1 }, 5).Run(arrivals);
        Assert.Equal(Run(), Run());
    }

    private static Dictionary<string, BidAnswer> Answers(SlotMarket market, Bid[] bids, double now)
    {
        var answers = new Dictionary<string, BidAnswer>();
        foreach (var bid in bids)
        {
            if (market.Submit(bid, now) is { } refusal)
                answers.Add(bid.Id, refusal);
        }

        foreach (var (id, answer) in market.Close(now))
            answers.Add(id, answer);
        return answers;
    }

    private static void AssertSame(BidAnswer expected, BidAnswer actual)
    {
        // Sums depend on the order in their last bits.
        if (expected is Refusal refusal)
        {
            var refused = Assert.IsType<Refusal>(actual);
            Assert.Equal(refusal, refused with { EarliestSeconds = refusal.EarliestSeconds });
            Assert.Equal(refusal.EarliestSeconds, refused.EarliestSeconds, 1e-9);
            return;
        }

        var (one, other) = ((Offer)expected, Assert.IsType<Offer>(actual));
        Assert.Equal((one.Steps, one.Quality), (other.Steps, other.Quality));
        Assert.Equal(one.ExpectedSeconds, other.ExpectedSeconds, 1e-6);
        Assert.Equal(one.FinishSeconds, other.FinishSeconds, 1e-6);
        Assert.Equal(one.Price, other.Price, 1e-6);
    }
}
