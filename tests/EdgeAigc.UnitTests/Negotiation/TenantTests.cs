using EdgeAigc.Core.Negotiation;
using EdgeAigc.Simulation.Nodes;

namespace EdgeAigc.UnitTests.Negotiation;

public sealed class TenantTests
{
    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(3, 1, true)]
    [InlineData(1, 3, true)]
    [InlineData(1, 1, false)]
    [InlineData(3, 1, false)]
    [InlineData(1, 3, false)]
    public void Run_AnotherFloods_WhoAsksForNoMoreThanItsShareIsServedAsOnANodeOfItsShare(double weight, double flooderWeight, bool batches)
    {
        var device = new SimulatedDeviceOptions { MaxBatchImages = batches ? 16 : 1 };
        var share = weight / (weight + flooderWeight);
        var options = new NegotiationOptions { TenantWeights = { ["modest"] = weight, ["flood"] = flooderWeight } };
        // Nine tenths of its share, in images of 20 steps; the other asks for ten times its own, each worth a thousand times as much.
        var modest = new NodeWorkload { Tenant = "modest", Load = 0.9 * share, Images = 800, ShortestDeadline = 10 / share }.Create(Nodes.Small, 1);
        var flood = new NodeWorkload { Tenant = "flood", Load = 10 * (1 - share), Images = 800, WeightScale = 1000 }.Create(Nodes.Small, 2);
        var alone = Of("modest", new NodeSimulation(options, Nodes.SmallAt(share), Nodes.Egress, device, 1).Run(modest));
        var shared = Of("modest", new NodeSimulation(options, Nodes.Small, Nodes.Egress, device, 1).Run(Merge(modest, flood)));

        Assert.True(shared.InTime >= 0.97 * alone.InTime && shared.Seconds >= 0.9 * alone.Seconds, $"{shared} shared, {alone} alone.");
        // Batches with the other's images last longer; without them little is lost.
        Assert.True(batches || shared.Utility >= alone.Utility - 0.05, $"{shared} shared, {alone} alone.");
    }

    [Fact]
    public void Run_AnotherAsksForLittle_TheRestOfItsShareIsUsed()
    {
        var little = new NodeWorkload { Tenant = "little", Load = 0.1, Images = 800 }.Create(Nodes.Small, 1);
        var much = new NodeWorkload { Tenant = "much", Load = 4, Images = 800 }.Create(Nodes.Small, 2);
        var alone = Of("much", new NodeSimulation(new(), Nodes.Small, Nodes.Egress, new(), 1).Run(much));
        var shared = Of("much", new NodeSimulation(new(), Nodes.Small, Nodes.Egress, new(), 1).Run(Merge(little, much)));
        var half = Of("much", new NodeSimulation(new(), Nodes.SmallAt(0.5), Nodes.Egress, new(), 1).Run(much));
        Assert.True(shared.Seconds >= 0.8 * alone.Seconds && shared.Seconds > 1.2 * half.Seconds, $"{shared.Seconds} device seconds, {alone.Seconds} alone, {half.Seconds} on half a node.");
    }

    [Fact]
    public void Submit_AnotherFillsTheQueue_ThereIsRoomLeft()
    {
        var market = Nodes.Market(new() { MaxWaitingBids = 10 });
        for (var index = 0; index < 30; index++)
            market.Submit(new() { Id = $"flood{index}", Tenant = "flood", Model = "a" }, 0);
        Assert.Equal(10, market.Waiting);
        Assert.All(Enumerable.Range(0, 5), index => Assert.Null(market.Submit(new() { Id = $"modest{index}", Tenant = "modest", Model = "a" }, 0)));
        Assert.IsType<Refusal>(market.Submit(new() { Id = "modest5", Tenant = "modest", Model = "a" }, 0));
    }

    [Fact]
    public void Close_ManyTenantsThatCameOnce_AreForgotten()
    {
        var book = new TenantBook(new());
        for (var tenant = 0; tenant < 100; tenant++)
        {
            book.NoteBid(new(new() { Id = "", Tenant = $"{tenant}", Model = "a" }, tenant, new(Nodes.Small[0], 1), [.. Nodes.Small[0].Levels]), Allocation.RandomSlots.Create(1, 1).Requests[0], tenant);
            book.Forget(tenant);
        }

        book.Forget(1e5);
        Assert.Equal((1.0, 1.0), (book.ShareOf("newcomer", 1e5), book.DevicePartOf("newcomer", 1e5)));
        Assert.Equal(0, book.Count);
    }

    private static List<Arrival> Merge(params IReadOnlyList<Arrival>[] streams) => [.. streams.SelectMany(stream => stream).OrderBy(arrival => arrival.Time)];

    private static (int InTime, double Seconds, double Delay, double Utility) Of(string tenant, IReadOnlyList<SimulatedOutcome> outcomes)
    {
        var own = outcomes.Where(outcome => outcome.Arrival.Bid.Tenant == tenant).ToArray();
        return (
            own.Count(outcome => outcome.Served && outcome.FinishSeconds <= outcome.Arrival.Bid.DeadlineSeconds),
            // At the speed of the whole node, whichever it ran on.
            own.Where(outcome => outcome.Served).Sum(outcome => outcome.Steps * Nodes.Small.Single(model => model.Name == outcome.Arrival.Bid.Model).Latency!.Interpolate(1)),
            own.Where(outcome => outcome.Served).Average(outcome => outcome.FinishSeconds),
            own.Average(outcome => outcome.Utility(new())));
    }
}
