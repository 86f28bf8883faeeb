using EdgeAigc.Core.Placement.Candidates;
using EdgeAigc.Core.Placement.Routing;
using Google.OrTools.LinearSolver;

namespace EdgeAigc.UnitTests.Placement.Routing;

public sealed class FlowRouterTests
{
    [Fact]
    public void RouteAll_RandomCopies_IsTheOptimumOfTheTransportationProblem()
    {
        for (var seed = 0; seed < 150; seed++)
        {
            var (graph, router) = Open(seed);
            router.RouteAll();
            CheckFlows(graph, router.State);
            var optimum = TransportationOptimum(graph, router.State);
            Assert.Equal(optimum, router.State.Value, 1e-7 * (1 + Math.Abs(optimum)));
        }
    }

    [Fact]
    public void Replace_ManyTimes_KeepsFlowsFeasibleAndNearTheOptimum()
    {
        var losses = new List<double>();
        for (var seed = 0; seed < 60; seed++)
        {
            var (graph, router) = Open(seed);
            router.RouteAll();
            var random = new Random(seed);
            for (var change = 0; change < 10; change++)
            {
                var node = random.Next(graph.Nodes);
                router.Replace(node, RandomSet(graph, node, random));
                CheckFlows(graph, router.State);
            }

            var optimum = TransportationOptimum(graph, router.State);
            losses.Add((optimum - router.State.Value) / Math.Max(0.01, Math.Abs(optimum)));
        }

        Assert.InRange(losses.Min(), -1e-6, 1);
        Assert.InRange(losses.Average(), -1e-6, 0.005);
    }

    [Fact]
    public void Rollback_AfterReplacing_RestoresEverything()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var (graph, router) = Open(seed);
            router.RouteAll();
            var random = new Random(seed);
            var (mark, value, open, loads) = (router.State.Mark(), router.State.Value, router.State.Snapshot(), router.State.Loads);
            var flows = Enumerable.Range(0, graph.Arcs).Select(router.State.Flow).ToArray();
            for (var change = 0; change < 4; change++)
            {
                var node = random.Next(graph.Nodes);
                router.Replace(node, RandomSet(graph, node, random));
            }

            router.State.Rollback(mark, value);
            Assert.Equal((value, loads), (router.State.Value, router.State.Loads));
            Assert.Equal(open, router.State.Snapshot());
            Assert.Equal(flows, Enumerable.Range(0, graph.Arcs).Select(router.State.Flow));
            CheckFlows(graph, router.State);
        }
    }

    private static (CandidateGraph Graph, FlowRouter Router) Open(int seed)
    {
        // Rates five times as high, so that capacity is short everywhere.
        var problem = SmallFrames.Make(seed);
        var graph = CandidateGraphBuilder.Build(problem with { Demand = [.. problem.Demand.Select(row => row with { RequestsPerSecond = 5 * row.RequestsPerSecond })] });
        var router = new FlowRouter(graph);
        var random = new Random(seed);
        for (var copy = 0; copy < graph.Copies; copy++)
        {
            if (random.Next(2) == 0)
                router.State.SetOpen(copy, true);
        }

        return (graph, router);
    }

    private static bool[] RandomSet(CandidateGraph graph, int node, Random random) =>
        [.. Enumerable.Range(0, graph.NodeCopies[node + 1] - graph.NodeCopies[node]).Select(_ => random.Next(2) == 0)];

    private static void CheckFlows(CandidateGraph graph, FlowState state)
    {
        var value = -Enumerable.Range(0, graph.Copies).Where(state.IsOpen).Sum(copy => graph.SwitchCost[copy]);
        var (unserved, spare) = (graph.DemandWork.ToArray(), graph.Capacity.ToArray());
        for (var arc = 0; arc < graph.Arcs; arc++)
        {
            Assert.InRange(state.Flow(arc), -1e-9, double.MaxValue);
            Assert.True(state.IsOpen(graph.ArcCopy[arc]) || state.Flow(arc) < 1e-9);
            value += state.Flow(arc) * graph.ArcProfit[arc];
            unserved[graph.ArcDemand[arc]] -= state.Flow(arc);
            spare[graph.ArcNode[arc]] -= state.Flow(arc);
        }

        Assert.Equal(value, state.Value, 1e-9);
        Assert.All(unserved, rest => Assert.InRange(rest, -1e-9, double.MaxValue));
        Assert.All(spare, rest => Assert.InRange(rest, -1e-9, double.MaxValue));
    }

    private static double TransportationOptimum(CandidateGraph graph, FlowState state)
    {
        using var solver = Solver.CreateSolver("GLOP");
        var value = new LinearExpr();
        var (demand, node) = (Rows(solver, graph.DemandWork), Rows(solver, graph.Capacity));
        for (var arc = 0; arc < graph.Arcs; arc++)
        {
            if (!state.IsOpen(graph.ArcCopy[arc]))
                continue;
            var flow = solver.MakeNumVar(0, double.PositiveInfinity, "");
            demand[graph.ArcDemand[arc]].SetCoefficient(flow, 1);
            node[graph.ArcNode[arc]].SetCoefficient(flow, 1);
            value += graph.ArcProfit[arc] * flow;
        }

        solver.Maximize(value);
        Assert.Equal(Solver.ResultStatus.OPTIMAL, solver.Solve());
        return solver.Objective().Value() - Enumerable.Range(0, graph.Copies).Where(state.IsOpen).Sum(copy => graph.SwitchCost[copy]);
    }

    private static Constraint[] Rows(Solver solver, double[] limits) => [.. limits.Select(limit => solver.MakeConstraint(double.NegativeInfinity, limit, ""))];
}
