using EdgeAigc.Client.Coordination;
using EdgeAigc.Contracts.Coordination;
using EdgeAigc.Contracts.Nodes;

namespace EdgeAigc.UnitTests.Client.Coordination;

public sealed class PlacementExplanationTests
{
    private static readonly CoordinatorStatus Plan = new()
    {
        Epoch = 9,
        Policy = "market",
        Age = TimeSpan.FromSeconds(3),
        Demand = [new("n0", "m", 0.25), new("n1", "m", 0.5)],
        Copies =
        [
            new() { Node = "n0", Model = "m", RequestsPerSecond = 0.75, Gain = 1.5, SinceEpoch = 8, Displaced = ["k"] },
            new() { Node = "n1", Model = "other", RequestsPerSecond = 2, Gain = 4, SinceEpoch = 2 },
        ],
    };

    [Fact]
    public void Of_PlannedCopy_TellsDemandGainAndWhatItDisplaced()
    {
        var lines = PlacementExplanation.Of("m", Plan, [Node("n0") with { ResidentModels = [new("m", 1)] }]).ToList();

        Assert.Equal("m: 0.75 requests/s expected (0.25 by n0, 0.5 by n1).", lines[0]);
        Assert.Equal("  n0: in memory; planned here since plan 8, in place of k, serves 0.75 requests/s, which gains 1.5 utility/s over a cold start.", lines[1]);
    }

    [Fact]
    public void Of_NodeWithoutIt_TellsWhatItsMemoryIsUsedFor() =>
        Assert.Equal("  n1: not in memory; its memory gains more by other (4/s).", PlacementExplanation.Of("m", Plan, [Node("n1")]).Last());

    [Fact]
    public void Of_PinnedLoadingCopy_SaysSo() =>
        Assert.StartsWith(
            "  n0: loading; pinned here since plan 8",
            PlacementExplanation.Of("m", Plan with { Pins = [new("m", "n0")] }, [Node("n0") with { LoadingModels = ["m"] }]).Last(), StringComparison.Ordinal);

    [Fact]
    public void Of_FailedLoad_TellsWhyAndWhenItIsTriedAgain() =>
        Assert.Equal(
            "  n0: not in memory; 2 loads failed (broken), next attempt in 30 s at the earliest.",
            PlacementExplanation.Of("m", Plan, [Node("n0") with { FailedLoads = [new("m", "broken", 2, TimeSpan.FromSeconds(30))] }]).Last());

    [Fact]
    public void Of_NodeThatHasNoSuchModel_SaysSo() =>
        Assert.Equal("  n2: has no such model on its disk.", PlacementExplanation.Of("m", Plan, [Node("n2") with { Models = [] }]).Last());

    [Fact]
    public void Of_NoPlanYet_SaysThatRequestsDecide() =>
        Assert.Contains("No plan was made yet", PlacementExplanation.Of("m", new() { Policy = "off" }, [Node("n0")]).First(), StringComparison.Ordinal);

    private static NodeStatus Node(string name) => new() { Name = name, Models = [new("m", "P", "S", 64, 64, 8, 1000, 2, 1)] };
}
