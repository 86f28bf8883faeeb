using EdgeAigc.Core.Placement.Candidates;
using EdgeAigc.Core.Placement.Constraints;
using EdgeAigc.Core.Placement.Routing;

namespace EdgeAigc.Core.Placement;

/// <summary>Turns a placement into a plan: routes it exactly and says how each node gets there.</summary>
internal static class PlanAssembly
{
    private const double Rounding = 1e-9;

    /// <summary>Routes a placement exactly, without loads that turn out idle, with idle residents that do no harm.</summary>
    /// <param name="graph">The frame.</param>
    /// <param name="placement">Copies that should be resident; they fit.</param>
    /// <param name="required">Copies that pins and minimum replicas need.</param>
    public static FlowState Route(CandidateGraph graph, bool[] placement, bool[] required)
    {
        // A model that is resident and in nobody's way stays.
        var room = new NodeRoom(graph, [.. placement], maxLoads: null);
        for (var copy = 0; copy < graph.Copies; copy++)
        {
            if (graph.ResidentNow[copy])
                room.TryHold(copy);
        }

        var state = RouteExactly(graph, room.Held);
        for (var copy = 0; copy < graph.Copies; copy++)
        {
            var isNeeded = required[copy] || graph.ResidentNow[copy] || state.Replicas(graph.CopyModel[copy]) <= graph.MinReplicas[graph.CopyModel[copy]];
            if (state.IsOpen(copy) && !isNeeded && !Enumerable.Range(graph.CopyArcs[copy], graph.CopyArcs[copy + 1] - graph.CopyArcs[copy]).Any(state.Carries))
                state.SetOpen(copy, false);
        }

        return state;
    }

    /// <summary>The plan of a routed placement.</summary>
    /// <param name="graph">The frame.</param>
    /// <param name="state">The routed placement.</param>
    /// <param name="policy">Name of the policy.</param>
    /// <param name="bound">Upper bound of any plan, over <see cref="CandidateGraph.CloudValue"/>.</param>
    /// <param name="elapsed">How long planning took.</param>
    public static PlacementPlan Assemble(CandidateGraph graph, FlowState state, string policy, double bound, TimeSpan elapsed)
    {
        var (routing, unserved) = Flows(graph, state);
        var value = graph.CloudValue + state.Value;
        return new()
        {
            Policy = policy,
            Value = value,
            UpperBound = WithoutRounding(graph.CloudValue + bound, value),
            Elapsed = elapsed,
            Placement = new NodePlacements(graph, state).All(),
            Routing = routing,
            Unserved = unserved,
        };
    }

    /// <summary>A plan that is proven optimal may exceed its bound by rounding. By more it may not, and that would not be hidden.</summary>
    private static double WithoutRounding(double bound, double value) =>
        bound < value && value - bound <= Rounding * (1 + Math.Abs(value)) ? value : bound;

    private static FlowState RouteExactly(CandidateGraph graph, bool[] placement)
    {
        var router = new FlowRouter(graph);
        for (var copy = 0; copy < graph.Copies; copy++)
        {
            if (placement[copy])
                router.State.SetOpen(copy, true);
        }

        router.RouteAll();
        return router.State;
    }

    private static (List<RoutedDemand> Routing, List<ModelDemand> Unserved) Flows(CandidateGraph graph, FlowState state)
    {
        var (routing, unserved) = (new List<RoutedDemand>(), new List<ModelDemand>());
        for (var demand = 0; demand < graph.Demands; demand++)
        {
            var row = graph.Problem.Demand[demand];
            var rest = row.RequestsPerSecond;
            for (var place = graph.DemandArcs[demand]; place < graph.DemandArcs[demand + 1]; place++)
            {
                var arc = graph.DemandArc[place];
                if (!state.Carries(arc))
                    continue;
                var rate = Math.Min(rest, state.Flow(arc) / graph.DemandWork[demand] * row.RequestsPerSecond);
                routing.Add(new(row.Node, graph.Problem.Nodes[graph.ArcNode[arc]].Name, row.Model, rate));
                rest -= rate;
            }

            if (rest > Rounding * row.RequestsPerSecond)
                unserved.Add(row with { RequestsPerSecond = rest });
        }

        return (routing, unserved);
    }
}
