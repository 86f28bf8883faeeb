using EdgeAigc.Core.Allocation;
using EdgeAigc.Core.Negotiation;
using EdgeAigc.Simulation.Nodes;

namespace EdgeAigc.UnitTests.Negotiation;

public sealed class WaitingBidTests
{
    [Fact]
    public void Close_NoDeadlineAndNoRoom_WaitsInsteadOfBeingRefused()
    {
        var market = Nodes.Market(new() { HorizonSeconds = 0.05 });
        for (var index = 0; index < 100; index++)
            Assert.Null(market.Submit(new() { Id = $"{index}", Model = "c", LatencyPreference = 0.1 }, 0));
        Assert.All(market.Close(0), answered => Assert.IsType<Offer>(answered.Answer));
        Assert.True(market.Waiting > 0);
        Assert.Equal(100, market.Waiting + market.Promised);
    }

    [Fact]
    public void Close_NoDeadlineAndLittleRoom_ServesTheWeightiestFirst()
    {
        var market = Nodes.Market(new() { HorizonSeconds = 0.05 });
        for (var index = 0; index < 40; index++)
            market.Submit(new() { Id = $"{index}", Model = "c", LatencyPreference = 0.1, Weight = 1 + (index % 7) }, 0);
        var offered = market.Close(0).Select(answered => int.Parse(answered.Id, System.Globalization.CultureInfo.InvariantCulture)).ToHashSet();
        Assert.NotEmpty(offered);
        Assert.True(offered.Min(index => index % 7) >= Enumerable.Range(0, 40).Where(index => !offered.Contains(index)).Max(index => index % 7));
    }

    [Theory]
    [InlineData(SlotAllocatorNames.Market)]
    [InlineData(SlotAllocatorNames.Equal)]
    [InlineData(SlotAllocatorNames.Fixed)]
    [InlineData(SlotAllocatorNames.EarliestDeadline)]
    [InlineData(SlotAllocatorNames.Genetic)]
    public void Run_NoDeadlineUnderOverload_IsServedInTheEnd(string policy)
    {
        // More than the node can do with deadlines, of much weight, and a few without that have next to none.
        var rush = new NodeWorkload { Load = 4, WithoutDeadline = 0, WeightScale = 5, Images = 150 }.Create(Nodes.Small, 1);
        var patient = Enumerable.Range(0, 10).Select(index => new Arrival(0.05 * index, new() { Id = $"patient-{index}", Model = "b", Weight = 0.1, LatencyPreference = 0.1 }));
        var options = new NegotiationOptions { Policy = policy, Allocator = { Generations = 5 }, HorizonSeconds = 0.5 };
        var outcomes = new NodeSimulation(options, Nodes.Small, Nodes.Egress, new(), 1).Run([.. rush.Concat(patient).OrderBy(arrival => arrival.Time)]);
        Assert.Equal(10, outcomes.Count(outcome => outcome is { Served: true, Arrival.Bid.HasDeadline: false }));
        Assert.All(outcomes.Where(outcome => !outcome.Arrival.Bid.HasDeadline), outcome => Assert.True(outcome.FinishSeconds < rush[^1].Time, $"{outcome.FinishSeconds} s"));
    }

    [Theory]
    [InlineData(SlotAllocatorNames.Market)]
    [InlineData(SlotAllocatorNames.Equal)]
    [InlineData(SlotAllocatorNames.Fixed)]
    [InlineData(SlotAllocatorNames.EarliestDeadline)]
    [InlineData(SlotAllocatorNames.Genetic)]
    public void Close_IdleNode_ServesWhateverCanBeServed(string policy)
    {
        Bid[] bids =
        [
            new() { Id = "weightless", Model = "a", Weight = 0 },
            new() { Id = "weightless, by then", Model = "a", Weight = 0, DeadlineSeconds = 1 },
            new() { Id = "quality only", Model = "a", LatencyPreference = 0, PayloadBits = 1e5 },
            new() { Id = "latency only", Model = "a", LatencyPreference = 1, PayloadBits = 1e5, DeadlineSeconds = 1 },
            new() { Id = "large", Model = "c", Work = 30 },
            new() { Id = "nothing to send", Model = "b", PayloadBits = 0, MaxRateBitsPerSecond = 1 },
        ];
        Assert.All(bids, bid =>
        {
            // A horizon that is shorter than any image.
            var market = Nodes.Market(new() { Policy = policy, HorizonSeconds = 0.01, Allocator = { Generations = 5 } });
            Assert.Null(market.Submit(bid, 0));
            var offer = Assert.IsType<Offer>(Assert.Single(market.Close(0)).Answer);
            Assert.True(offer.FinishSeconds < 10, $"{offer.FinishSeconds} s");
        });
    }
}
