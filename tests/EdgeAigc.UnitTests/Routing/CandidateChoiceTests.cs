using EdgeAigc.Core.Routing;

namespace EdgeAigc.UnitTests.Routing;

public sealed class CandidateChoiceTests
{
    [Fact]
    public void Pick_OneHasTheModel_AsksItFirstAndTheNextFastest()
    {
        var chosen = CandidateChoice.Pick("r", [Node("cold", load: 3), Node("busy", work: 2), Node("slow", load: 8), Node("warm", work: 0.5)]);
        Assert.Equal(["warm", "busy"], chosen);
    }

    [Fact]
    public void Pick_TheOneWithTheModelIsOverloaded_AColdOneIsAskedBeforeIt() =>
        Assert.Equal(["cold", "warm"], CandidateChoice.Pick("r", [Node("warm", work: 9), Node("cold", load: 3)]));

    [Fact]
    public void Pick_ManyAlike_SpreadsOverAllOfThemAndNoOther()
    {
        var nodes = Enumerable.Range(0, 6).Select(node => Node($"n{node}", work: 0.1 * node)).Append(Node("far", work: 5)).ToList();
        var first = Enumerable.Range(0, 6000).Select(request => CandidateChoice.Pick($"r{request}", nodes)).ToList();
        Assert.All(first, pair => Assert.NotEqual(pair[0], pair[1]));
        var counts = first.CountBy(pair => pair[0]).ToDictionary();
        Assert.DoesNotContain("far", counts.Keys);
        Assert.All(counts.Values, count => Assert.InRange(count, 850, 1150));
    }

    [Fact]
    public void Pick_LoadIsShorterThanService_TheOneThatHasTheModelIsAskedFirst() => Assert.All(Enumerable.Range(0, 50), request =>
        Assert.Equal("warm", CandidateChoice.Pick($"r{request}", [Node("a", load: 0.1), Node("b", load: 0.1), Node("warm")])[0]));

    [Fact]
    public void FinishSeconds_OldFigure_NodeHasWorkedOn()
    {
        Assert.Equal(1 + 0.4 + 2, new NodeCandidate("n") { WorkSeconds = 3, AgeSeconds = 2.6, LoadSeconds = 2, ServiceSeconds = 1 }.FinishSeconds, 12);
        Assert.Equal(1.5, new NodeCandidate("n") { WorkSeconds = 3, AgeSeconds = 60, ServiceSeconds = 1, AccessSeconds = 0.5 }.FinishSeconds, 12);
    }

    [Fact]
    public void Pick_OneCandidate_IsAskedAlone() => Assert.Equal(["n"], CandidateChoice.Pick("r", [Node("n")]));

    private static NodeCandidate Node(string name, double work = 0, double load = 0) => new(name) { WorkSeconds = work, LoadSeconds = load, ServiceSeconds = 1 };
}
