using EdgeAigc.Core.Learned;
using EdgeAigc.Core.Placement;
using EdgeAigc.UnitTests.Learned;

namespace EdgeAigc.UnitTests.Placement;

public sealed class LearnedPlacementTests
{
    private static readonly string[] Names = ["a", "b", "c"];

    private static readonly TrainedCache Trained = LearnedWeights.Trained(Names);

    [Fact]
    public void Plan_ModelsAreWorthTheirValues_HoldsTheBestThatFit()
    {
        var (policy, problem) = (Policy(LearnedWeights.ModelValues(Trained, 1, 3, 2)), Frame(Frames.Node("n"), Frames.Node("small", memoryBytes: 5e9)));

        var plan = Plan(policy, problem);

        Assert.Equal(["b", "c"], plan.ResidentOn("n"));
        Assert.Equal(["b"], plan.ResidentOn("small"));
        Assert.Equal((PlacementPolicyNames.Learned, 2, 0), (plan.Policy, policy.Shield.Decisions, policy.Shield.Repairs));
    }

    [Fact]
    public void Plan_SetsHaveValues_HoldsTheBestSet()
    {
        var policy = Policy(LearnedWeights.SetValues(Trained, set => set.Contains(0) && set.Contains(2) ? 1 : 0));

        Assert.Equal(["a", "c"], Plan(policy, Frame(Frames.Node("n"))).ResidentOn("n"));
        Assert.Equal(0, policy.Shield.Repairs);
    }

    [Fact]
    public void Plan_SetOfTheTrainingThatTheNodeCannotHold_KeepsWhatIsAskedForMostAndCountsIt()
    {
        var policy = Policy(LearnedWeights.SetValues(Trained, set => set.Contains(0) && set.Contains(2) ? 1 : 0));

        Assert.Equal(["c"], Plan(policy, Frame(Frames.Node("n", memoryBytes: 5e9))).ResidentOn("n"));
        Assert.Equal((1, 1), (policy.Shield.Decisions, policy.Shield.Repairs));
    }

    [Fact]
    public void Plan_ExclusionsAndPins_AreKeptAndCounted()
    {
        var policy = Policy(LearnedWeights.ModelValues(Trained, 1, 3, 2));
        var problem = Frame(Frames.Node("n"), Frames.Node("m"));

        var plan = Plan(policy, problem with { Exclusions = [new("n", "b")], Pins = [new("m", "a")] });

        Assert.DoesNotContain("b", plan.ResidentOn("n"));
        Assert.Contains("a", plan.ResidentOn("m"));
        Assert.Equal((2, 2), (policy.Shield.Decisions, policy.Shield.Repairs));
    }

    // A frame whose pins cannot be met is planned again without them. Counted once, what came for a outweighs b at a decay of 0.9 a frame:
    // 10·0.9² > 4·(0.9 + 1); counted twice, which is 0.81 a frame, it would not.
    [Fact]
    public void Plan_SameFrameTwice_CountsItOnce()
    {
        var weights = LearnedWeights.ModelValues(Trained, 0, 0, 0);
        weights.Tensors["values.0.weight"].Values[2] = 1;
        var policy = Policy(weights);
        IReadOnlyList<string> resident = [];
        foreach (var (model, requests) in (ReadOnlySpan<(string, double)>)[("a", 10), ("b", 4), ("b", 4)])
        {
            var frame = Frame(Frames.Node("n", memoryBytes: 5e9)) with { Arrivals = [new("n", model, requests)] };
            Plan(policy, frame);
            resident = Plan(policy, frame with { Pins = [] }).ResidentOn("n");
        }

        Assert.Equal(["a"], resident);
    }

    [Fact]
    public void New_OtherModels_SaysWhatItWasTrainedForAndWhatIsHere()
    {
        Assert.Equal("It was trained for 3 models (a, b, c); here are 2 (a, x), of which it does not know x.", Fault(LearnedWeights.ModelValues(Trained, 1, 1, 1), "x", "a"));
        Assert.Equal("It was trained for 3 models; here are 2 (a, b).", Fault(LearnedWeights.ModelValues(Trained with { Names = [] }, 1, 1, 1), "a", "b"));
        Assert.Contains("stage one takes", Fault(LearnedWeights.Actor(PolicyKinds.SharedActor, 2), "a"), StringComparison.Ordinal);
        var wrong = LearnedWeights.ModelValues(Trained, 1, 1, 1);
        (Trained with { ZipfSkews = [0.2] }).Save(wrong);
        Assert.Contains("numbers", Fault(wrong, Names), StringComparison.Ordinal);
    }

    [Fact]
    public void New_WeightsWithoutNames_TakeTheModelsInTheOrderOfTheirNames() =>
        Assert.Equal(["b", "c"], Plan(Policy(LearnedWeights.ModelValues(Trained with { Names = [] }, 1, 3, 2)), Frame(Frames.Node("n"))).ResidentOn("n"));

    [Fact]
    public void Plan_RandomFrames_KeepsEveryConstraint()
    {
        var policy = Policy(LearnedWeights.ModelValues(Trained, 1, 3, 2));
        var random = new Random(1);
        for (var round = 0; round < 50; round++)
        {
            var nodes = Enumerable.Range(0, random.Next(1, 5)).Select(node => Frames.Node($"n{node}", memoryBytes: random.Next(1, 14) * 1e9, resident: [.. Names.Where(_ => random.Next(3) == 0).Take(1)])).ToArray();
            nodes = [.. nodes.Select(node => node.MemoryBytes < 4e9 ? node with { Resident = [] } : node)];
            Plan(policy, Frame(nodes));
        }

        Assert.InRange(policy.Shield.Decisions, 50, 250);
    }

    private static string Fault(PolicyWeights weights, params string[] models) =>
        Assert.Throws<InvalidDataException>(() => new LearnedPlacementPolicy(weights, models, TimeProvider.System)).Message;

    private static LearnedPlacementPolicy Policy(PolicyWeights weights) => new(weights, Names, TimeProvider.System);

    // Every node is asked for every model, c most.
    private static PlacementProblem Frame(params PlacementNode[] nodes) => Frames.Of(
        nodes, [.. Names.Select(Frames.Model)], [.. nodes.SelectMany(node => Names.Select((model, index) => new ModelDemand(node.Name, model, 0.1 + (0.1 * index))))]);

    private static PlacementPlan Plan(LearnedPlacementPolicy policy, PlacementProblem problem)
    {
        var plan = policy.Plan(problem, new() { TimeBudgetSeconds = 3600 }).Plan!;
        PlanChecker.Check(problem, plan);
        return plan;
    }
}
