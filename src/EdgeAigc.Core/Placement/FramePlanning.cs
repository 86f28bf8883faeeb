using EdgeAigc.Core.Placement.Candidates;
using EdgeAigc.Core.Placement.Constraints;
using EdgeAigc.Core.Placement.Market;

namespace EdgeAigc.Core.Placement;

/// <summary>What all policies share: checks, constraints, exact routing, the plan. A policy only chooses copies and a bound.</summary>
internal static class FramePlanning
{
    /// <summary>Chooses copies that fit, the required ones among them, and an upper bound over <see cref="CandidateGraph.CloudValue"/>.</summary>
    internal delegate (bool[] Placement, double Bound) Choice(CandidateGraph graph, bool[] required, PlacementOptions options, PlanningClock clock);

    /// <summary>Plans one frame.</summary>
    /// <param name="problem">The frame.</param>
    /// <param name="options">Limits.</param>
    /// <param name="time">Measures the time budget.</param>
    /// <param name="policy">Name of the policy.</param>
    /// <param name="choose">Chooses the copies.</param>
    public static PlacementOutcome Plan(PlacementProblem problem, PlacementOptions options, TimeProvider time, string policy, Choice choose)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(options);
        var clock = new PlanningClock(time, options.TimeBudgetSeconds);
        var faults = PlacementProblemChecks.Check(problem);
        if (faults.Count > 0)
            return PlacementOutcome.Of(faults);

        var graph = CandidateGraphBuilder.Build(problem);
        faults = RequiredCopies.Find(graph, graph.SwitchCost, out var required);
        if (faults.Count > 0)
            return PlacementOutcome.Of(faults);

        var (placement, bound) = choose(graph, required, WithRequiredLoads(options, graph, required), clock);
        var routed = PlanAssembly.Route(graph, placement, required);
        return PlacementOutcome.Of(PlanAssembly.Assemble(graph, routed, policy, bound, clock.Elapsed));
    }

    /// <summary>Loads that constraints need are never refused: a limit below them is raised to them.</summary>
    private static PlacementOptions WithRequiredLoads(PlacementOptions options, CandidateGraph graph, bool[] required)
    {
        var needed = Enumerable.Range(0, graph.Copies).Count(copy => required[copy] && !graph.ResidentNow[copy]);
        return options.MaxLoads < needed ? options with { MaxLoads = needed } : options;
    }
}
