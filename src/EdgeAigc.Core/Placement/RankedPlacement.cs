using EdgeAigc.Core.Placement.Candidates;
using EdgeAigc.Core.Placement.Constraints;
using EdgeAigc.Core.Placement.Market;

namespace EdgeAigc.Core.Placement;

/// <summary>Fills each node in a given order of its models, whatever they earn, and bounds what could have been earned.</summary>
internal static class RankedPlacement
{
    private const int PriceSteps = 300;

    /// <summary>Share of the time budget for the bound.</summary>
    private const double BoundUntil = 0.8;

    /// <summary>Chooses the required copies, then the others in their order while they fit.</summary>
    /// <param name="graph">The frame.</param>
    /// <param name="required">Copies that satisfy pins and minimum replicas.</param>
    /// <param name="order">All copies, the first to be held first.</param>
    /// <param name="options">Limits.</param>
    /// <param name="clock">The time budget.</param>
    public static (bool[] Placement, double Bound) Choose(
        CandidateGraph graph, bool[] required, IEnumerable<int> order, PlacementOptions options, PlanningClock clock)
    {
        var room = new NodeRoom(graph, [.. required], options.MaxLoads);
        foreach (var copy in order)
            room.TryHold(copy);
        return (room.Held, Bound(graph, PlanAssembly.Route(graph, room.Held, required).Value, options, clock));
    }

    private static double Bound(CandidateGraph graph, double value, PlacementOptions options, PlanningClock clock)
    {
        CopyRule[] rules = [.. graph.Pinned.Select(pinned => pinned ? CopyRule.Forced : CopyRule.Free)];
        var dual = new LagrangianDual(graph, rules, options.MaxLoads);
        do
            dual.Step(value);
        while (dual.Steps < PriceSteps && !dual.Converged && !clock.IsPast(BoundUntil));
        dual.KeepCapacity();
        dual.Step(value);
        return dual.Bound;
    }
}
