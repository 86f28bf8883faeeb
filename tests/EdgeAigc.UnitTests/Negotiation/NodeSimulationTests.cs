using EdgeAigc.Core.Allocation;
using EdgeAigc.Simulation.Nodes;

namespace EdgeAigc.UnitTests.Negotiation;

public sealed class NodeSimulationTests
{
    private static readonly string[] Quick = [SlotAllocatorNames.Market, SlotAllocatorNames.Equal, SlotAllocatorNames.Fixed, SlotAllocatorNames.EarliestDeadline];

    public static TheoryData<double, bool> Loads { get; } = new() { { 0.5, false }, { 0.9, false }, { 1.5, false }, { 3, false }, { 0.5, true }, { 0.9, true }, { 1.5, true }, { 3, true } };

    [Theory]
    [MemberData(nameof(Loads))]
    public void Run_NoJitterNoBatches_EveryPolicyKeepsItsPromises(double load, bool bursty)
    {
        // Steps cannot be interrupted, so the last one of somebody else may come between.
        var step = Nodes.Small.Max(model => model.Latency!.Interpolate(1));
        foreach (var policy in Quick)
        {
            var outcomes = Run(policy, load, bursty, seed: 1, new() { MaxBatchImages = 1 });
            Assert.All(outcomes.Where(outcome => outcome.Served), outcome => Assert.True(
                outcome.FinishSeconds <= outcome.Offer!.FinishSeconds + (3 * step), $"{policy}: {outcome.Offer.FinishSeconds} s became {outcome.FinishSeconds}."));
        }
    }

    [Theory]
    [MemberData(nameof(Loads))]
    public void Run_BatchesAndJitter_BreaksFewPromises(double load, bool bursty)
    {
        var outcomes = Enumerable.Range(1, 3).SelectMany(seed => Run(SlotAllocatorNames.Market, load, bursty, seed, new() { Jitter = 0.1 })).Where(outcome => outcome.Served).ToArray();
        var broken = outcomes.Count(outcome => outcome.FinishSeconds > 1.1 * outcome.Offer!.FinishSeconds) / (double)outcomes.Length;
        Assert.True(broken <= 0.025, $"{broken:P2} came a tenth later than promised.");
    }

    [Theory]
    [MemberData(nameof(Loads))]
    public void Run_SameArrivals_MarketIsWorthNoLessThanAnyOther(double load, bool bursty)
    {
        var market = Utility(SlotAllocatorNames.Market, load, bursty);
        Assert.All(Quick[1..], policy => Assert.True(Utility(policy, load, bursty) is var other && market >= other - 0.001, $"{policy}: {other}, market: {market}"));
    }

    [Fact]
    public void Run_EveryArrival_HasOneOutcome()
    {
        var arrivals = new NodeWorkload { Load = 3, Bursty = true, Images = 200 }.Create(Nodes.Small, 1);
        var outcomes = new NodeSimulation(new(), Nodes.Small, Nodes.Egress, new() { Jitter = 0.3, Slowdown = 2 }, 1).Run(arrivals);
        Assert.Equal(arrivals.Select(arrival => arrival.Bid.Id).Order(), outcomes.Select(outcome => outcome.Arrival.Bid.Id).Order());
        Assert.All(outcomes.Where(outcome => outcome.Served), outcome => Assert.True(outcome.Steps >= outcome.Offer!.Steps));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(3)]
    public void Run_DeviceUnlikeItsCurves_IsFoundOutAndPromisedBy(double slowdown)
    {
        var arrivals = new NodeWorkload { Load = 0.6 / slowdown, Images = 1500 }.Create(Nodes.Small, 2);
        var outcomes = new NodeSimulation(new(), Nodes.Small, Nodes.Egress, new() { Slowdown = slowdown }, 1).Run(arrivals).Where(outcome => outcome.Served).ToArray();
        var late = outcomes[(outcomes.Length / 2)..];
        Assert.InRange(late.Average(outcome => outcome.FinishSeconds / outcome.Offer!.ExpectedSeconds), 0.9, 1.15);
    }

    [Fact]
    public void Run_NarrowLink_KeepsPromises()
    {
        // The link alone would need 1.2 times the time that there is.
        var workload = new NodeWorkload { Load = 0.7, Images = 400, PayloadBits = 1e6 };
        var rate = workload.Create(Nodes.Small, 3).Count / (400 * NodeWorkload.ImageSeconds(Nodes.Small));
        var outcomes = new NodeSimulation(new(), Nodes.Small, rate * 1e6 / 1.2, new() { MaxBatchImages = 1 }, 1).Run(workload.Create(Nodes.Small, 3));
        var served = outcomes.Where(outcome => outcome.Served && outcome.Arrival.Bid.HasDeadline).ToArray();
        Assert.True(served.Length > 100);
        var broken = served.Count(outcome => outcome.FinishSeconds > 1.1 * outcome.Offer!.FinishSeconds) / (double)served.Length;
        Assert.True(broken <= 0.02, $"{broken:P2} of {served.Length} came a tenth later than promised.");
    }

    private static double Utility(string policy, double load, bool bursty) =>
        Enumerable.Range(1, 4).SelectMany(seed => Run(policy, load, bursty, seed, new() { Jitter = 0.1 })).Average(outcome => outcome.Utility(new()));

    private static IReadOnlyList<SimulatedOutcome> Run(string policy, double load, bool bursty, int seed, SimulatedDeviceOptions device)
    {
        var arrivals = new NodeWorkload { Load = load, Bursty = bursty, Images = 500 }.Create(Nodes.Small, seed);
        return new NodeSimulation(new() { Policy = policy }, Nodes.Small, Nodes.Egress, device, seed).Run(arrivals);
    }
}
