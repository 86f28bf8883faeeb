using EdgeAigc.Client.Calibrate;
using EdgeAigc.Contracts.Nodes;

namespace EdgeAigc.UnitTests.Client;

public sealed class CalibrationNodeTests
{
    private static readonly NodeStatus[] Nodes =
    [
        Node("a", steps: 5, "small"), Node("b", steps: 2, "small", "large"), Node("c", steps: 0, "large"), new() { Name = "d", Reachable = false },
    ];

    [Theory]
    [InlineData("small", null, "b")]
    [InlineData("large", null, "c")]
    [InlineData("small", "a", "a")]
    public void Choose_ModelThatIsThere_TakesTheWantedOrTheLeastBusy(string model, string? wanted, string expected)
    {
        Assert.Equal(expected, CalibrationNode.Choose(Nodes, model, wanted, out var problem));
        Assert.Null(problem);
    }

    [Theory]
    [InlineData("tiny", null, "'tiny'", "large, small")]
    [InlineData("small", "x", "'x'", "a, b, c, d")]
    [InlineData("small", "c", "'c'", "a, b")]
    [InlineData("small", "d", "'d'", "does not answer")]
    public void Choose_NothingFits_NamesItAndWhatThereIs(string model, string? wanted, string named, string choice)
    {
        Assert.Null(CalibrationNode.Choose(Nodes, model, wanted, out var problem));
        Assert.Contains(named, problem, StringComparison.Ordinal);
        Assert.Contains(choice, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_EmptyCluster_SaysThatThereIsNone() =>
        Assert.Null(CalibrationNode.Choose([], "small", null, out _));

    private static NodeStatus Node(string name, long steps, params string[] models) => new()
    {
        Name = name,
        OutstandingSteps = steps,
        Models = [.. models.Select(model => new ModelDescription(model, "", "", 64, 64, 20, 1000, 2, 1))],
    };
}
