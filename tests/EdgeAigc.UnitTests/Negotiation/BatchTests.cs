using EdgeAigc.Core.Allocation;
using EdgeAigc.Core.Negotiation;
using EdgeAigc.Simulation.Nodes;

namespace EdgeAigc.UnitTests.Negotiation;

public sealed class BatchTests
{
    private const int Steps = 20;

    [Fact]
    public void Run_OverloadOfLargeSteps_MakesAlmostWhatFullBatchesCanMake()
    {
        var model = Nodes.Large[0];
        var full = (Steps * model.Latency!.Interpolate(16) / 16) + model.FixedSeconds;
        var alone = (Steps * model.Latency.Interpolate(1)) + model.FixedSeconds;
        // Twice as many as full batches could make.
        var arrivals = Enumerable.Range(0, 400).Select(index => new Arrival(index * full / 2, new() { Id = $"{index}", Model = "sd", Steps = Steps, DeadlineSeconds = 12, LatencyPreference = 0.1 })).ToArray();
        var outcomes = new NodeSimulation(new(), Nodes.Large, Nodes.Egress, new(), 1).Run(arrivals);
        var made = outcomes.Count(outcome => outcome.Served) / outcomes.Where(outcome => outcome.Served).Max(outcome => outcome.Arrival.Time + outcome.FinishSeconds);
        Assert.True(made > 0.8 / full && made > 2 / alone, $"{made} images/s; {1 / full} in full batches, {1 / alone} alone.");
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(1.5)]
    [InlineData(4)]
    public void Run_LargeSteps_BreaksFewPromisesAndIsWorthMoreThanEqualShares(double load)
    {
        var arrivals = new NodeWorkload { Load = load, Images = 400 }.Create(Nodes.Large, 3);
        IReadOnlyList<SimulatedOutcome> Run(string policy) => new NodeSimulation(new() { Policy = policy }, Nodes.Large, Nodes.Egress, new() { Jitter = 0.1 }, 1).Run(arrivals);
        var outcomes = Run(SlotAllocatorNames.Market);
        var served = outcomes.Where(outcome => outcome.Served).ToArray();
        Assert.True(served.Count(outcome => outcome.FinishSeconds > 1.1 * outcome.Offer!.FinishSeconds) <= 0.01 * served.Length);
        var (market, equal) = (outcomes.Average(outcome => outcome.Utility(new())), Run(SlotAllocatorNames.Equal).Average(outcome => outcome.Utility(new())));
        Assert.True(market > equal, $"{market} instead of {equal}");
    }

    [Fact]
    public void Close_SeveralAtOnce_NobodyIsExpectedBeforeItsStepsCanBeMade()
    {
        var market = Nodes.Market(models: Nodes.Large);
        for (var image = 0; image < 50; image++)
            market.PaceOf("sd").Observe(Nodes.Large[0].FixedSeconds + (Steps * Nodes.Large[0].Latency!.Interpolate(8)), Steps, 8, 1);
        for (var index = 0; index < 8; index++)
            market.Submit(new() { Id = $"{index}", Model = "sd", Steps = Steps, DeadlineSeconds = 20 }, 0);
        // A batch of eight: all of them take part in every one of its steps.
        var least = (Steps * Nodes.Large[0].Latency!.Interpolate(8)) + Nodes.Large[0].FixedSeconds;
        Assert.All(market.Close(0), answered => Assert.InRange(Assert.IsType<Offer>(answered.Answer).ExpectedSeconds, 0.98 * least, 20));
    }
}
