using EdgeAigc.Core.Placement;
using EdgeAigc.Core.Placement.Candidates;
using EdgeAigc.Core.Placement.Market;
using EdgeAigc.Core.Placement.Routing;

namespace EdgeAigc.UnitTests.Placement;

/// <summary>The market policy against the exact optimum of small frames.</summary>
public sealed class MarketOptimalityTests
{
    private const int Frames = 240;

    // Ends by patience and never by the clock, so that the result is the same on every machine.
    private static readonly PlacementOptions Options = new() { TimeBudgetSeconds = 3600, PatienceRounds = 150 };

    [Fact]
    public void Plan_ManySmallFrames_IsNearTheOptimumUnderACertifiedBound()
    {
        var policy = new MarketPlacementPolicy(TimeProvider.System);
        var (gaps, certified) = (new List<double>(), new List<double>());
        for (var seed = 0; seed < Frames; seed++)
        {
            var problem = SmallFrames.Make(seed);
            var outcome = policy.Plan(problem, Options);
            var optimum = ExactPlacement.ValueOf(problem);
            Assert.Equal(optimum is not null, outcome.Planned);
            if (optimum is not { } best)
                continue;

            PlanChecker.Check(problem, outcome.Plan!);
            var scale = Math.Max(1e-3, Math.Abs(best));
            Assert.InRange(outcome.Plan!.UpperBound, best - (1e-6 * scale), double.MaxValue);
            gaps.Add((best - outcome.Plan.Value) / scale);
            certified.Add((outcome.Plan.UpperBound - best) / scale);
        }

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{gaps.Count} frames: mean gap {gaps.Average():P3}, worst {gaps.Max():P3}, exact {gaps.Count(gap => gap < 1e-6)}; bound above the optimum by {certified.Average():P3} on average");
        Assert.InRange(gaps.Count, 200, Frames);
        Assert.InRange(gaps.Average(), -1e-6, 0.01);
        Assert.InRange(gaps.Max(), -1e-6, 0.05);
    }

    [Fact]
    public void Plan_FromThePricesOfAnotherFrame_IsNearTheOptimumUnderACertifiedBound()
    {
        var policy = new MarketPlacementPolicy(TimeProvider.System);
        var gaps = new List<double>();
        PlacementPrices? prices = null;
        for (var seed = 2000; seed < 2060; seed++)
        {
            // Names are the same from frame to frame and the rest is not, so that prices are as wrong as they can be.
            var problem = SmallFrames.Make(seed);
            var outcome = policy.Plan(problem, Options with { StartPrices = prices });
            if (ExactPlacement.ValueOf(problem) is not { } best)
                continue;
            PlanChecker.Check(problem, outcome.Plan!);
            var scale = Math.Max(1e-3, Math.Abs(best));
            Assert.InRange(outcome.Plan!.UpperBound, best - (1e-6 * scale), double.MaxValue);
            gaps.Add((best - outcome.Plan.Value) / scale);
            prices = outcome.Plan.Prices;
            Assert.NotNull(prices);
        }

        Assert.InRange(gaps.Average(), -1e-6, 0.01);
        Assert.InRange(gaps.Max(), -1e-6, 0.05);
    }

    [Fact]
    public void Sweep_FromThePricesOfTheSameFrame_BeginsAtTheBoundThatTheyGave()
    {
        var closer = 0;
        for (var seed = 0; seed < 40; seed++)
        {
            var graph = CandidateGraphBuilder.Build(SmallFrames.Make(seed) with { Pins = [], MinReplicas = [] });
            var rules = new CopyRule[graph.Copies];
            LagrangianDual New() => new(graph, rules, maxLoads: null);
            var first = New();
            first.StartFrom(new FlowRouter(graph).State);
            first.KeepCapacity();
            first.Sweep(0, sweeps => sweeps < 30);
            var (cold, warm) = (New(), New());
            cold.StartFrom(new FlowRouter(graph).State);
            cold.KeepCapacity();
            cold.Sweep(0, _ => false);
            warm.StartFrom(first.Prices);
            warm.KeepCapacity();
            warm.Sweep(0, _ => false);
            Assert.Equal(first.Bound, warm.Bound, 1e-3 * Math.Abs(first.Bound));
            closer += warm.Bound < cold.Bound ? 1 : 0;
        }

        Assert.InRange(closer, 30, 40);
    }

    [Fact]
    public void Plan_FewLoadsAllowed_IsNearTheOptimumThatAllowsNoMore()
    {
        var policy = new MarketPlacementPolicy(TimeProvider.System);
        var gaps = new List<double>();
        for (var seed = 1000; seed < 1060; seed++)
        {
            var problem = SmallFrames.Make(seed) with { Pins = [], MinReplicas = [] };
            var options = Options with { MaxLoads = seed % 4 };
            var plan = policy.Plan(problem, options).Plan!;
            var optimum = ExactPlacement.ValueOf(problem, options.MaxLoads)!.Value;

            PlanChecker.Check(problem, plan);
            Assert.InRange(plan.Placement.Sum(node => node.Load.Count), 0, options.MaxLoads.Value);
            var scale = Math.Max(1e-3, Math.Abs(optimum));
            Assert.InRange(plan.UpperBound, optimum - (1e-6 * scale), double.MaxValue);
            gaps.Add((optimum - plan.Value) / scale);
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"mean gap {gaps.Average():P3}, worst {gaps.Max():P3}");
        Assert.InRange(gaps.Average(), -1e-6, 0.01);
        Assert.InRange(gaps.Max(), -1e-6, 0.05);
    }
}
