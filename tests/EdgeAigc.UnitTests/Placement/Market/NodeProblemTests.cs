using EdgeAigc.Core.Placement.Candidates;
using EdgeAigc.Core.Placement.Market;

namespace EdgeAigc.UnitTests.Placement.Market;

/// <summary>The problems of one node against the enumeration of all sets of copies.</summary>
public sealed class NodeProblemTests
{
    private const int Frames = 200;

    [Fact]
    public void Knapsack_RandomValues_IsTheBestOfAllSets()
    {
        for (var seed = 0; seed < Frames; seed++)
        {
            var (graph, random) = (CandidateGraphBuilder.Build(SmallFrames.Make(seed)), new Random(seed));
            var knapsack = new CopyKnapsack(graph);
            for (var node = 0; node < graph.Nodes; node++)
            {
                var count = graph.NodeCopies[node + 1] - graph.NodeCopies[node];
                var values = Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.2).ToArray();
                var rules = RandomRules(graph, node, random);
                var bound = knapsack.Solve(node, values, rules);
                var best = Sets(graph, node, rules).Max(set => Sum(set, values));
                Assert.Equal(best, bound, 1e-9);
                Assert.Equal(best, Sum(knapsack.Best[..count].ToArray(), values), 1e-9);
                Assert.Contains(knapsack.Best[..count].ToArray(), Sets(graph, node, rules), new SetComparer());
            }
        }
    }

    [Fact]
    public void Knapsack_SearchCutShort_StillBoundsTheBest()
    {
        for (var seed = 0; seed < Frames; seed++)
        {
            var (graph, random) = (CandidateGraphBuilder.Build(SmallFrames.Make(seed)), new Random(seed));
            var knapsack = new CopyKnapsack(graph) { MaxVisits = 2 };
            for (var node = 0; node < graph.Nodes; node++)
            {
                var values = Enumerable.Range(graph.NodeCopies[node], graph.NodeCopies[node + 1] - graph.NodeCopies[node]).Select(_ => random.NextDouble()).ToArray();
                var rules = new CopyRule[values.Length];
                var best = Sets(graph, node, rules).Max(set => Sum(set, values));
                Assert.InRange(knapsack.Solve(node, values, rules), best - 1e-9, double.MaxValue);
            }
        }
    }

    [Fact]
    public void Subproblem_RandomPrices_IsTheBestOfAllSets()
    {
        for (var seed = 0; seed < Frames; seed++)
        {
            var (graph, random) = (CandidateGraphBuilder.Build(SmallFrames.Make(seed)), new Random(seed));
            var subproblem = new NodeSubproblem(graph) { MaxVisits = 100_000 };
            for (var node = 0; node < graph.Nodes; node++)
            {
                var (first, count) = (graph.NodeCopies[node], graph.NodeCopies[node + 1] - graph.NodeCopies[node]);
                var costs = Enumerable.Range(0, count).Select(_ => 0.03 * random.NextDouble()).ToArray();
                var margins = Enumerable.Range(graph.CopyArcs[first], graph.CopyArcs[first + count] - graph.CopyArcs[first])
                    .Select(arc => graph.ArcProfit[arc] - (0.5 * random.NextDouble())).ToArray();
                margins.CopyTo(subproblem.Margins.All);
                var rules = RandomRules(graph, node, random);
                var bound = subproblem.Solve(node, costs, rules);
                var best = Sets(graph, node, rules).Max(set => Earn(graph, node, set, costs, margins));
                Assert.Equal(best, bound, 1e-9);
                Assert.Equal(best, subproblem.Value, 1e-9);
                Assert.Equal(best, Earn(graph, node, subproblem.Best.ToArray(), costs, margins), 1e-9);
            }
        }
    }

    /// <summary>What a set earns: its work in the order of margins until the node is full.</summary>
    private static double Earn(CandidateGraph graph, int node, bool[] set, double[] costs, double[] margins)
    {
        var first = graph.NodeCopies[node];
        var room = graph.Capacity[node];
        var value = -set.Select((held, item) => held ? costs[item] : 0).Sum();
        var arcs = Enumerable.Range(graph.CopyArcs[first], margins.Length).Where(arc => set[graph.ArcCopy[arc] - first] && margins[arc - graph.CopyArcs[first]] > 0);
        foreach (var arc in arcs.OrderByDescending(arc => margins[arc - graph.CopyArcs[first]]))
        {
            var work = Math.Min(room, graph.DemandWork[graph.ArcDemand[arc]]);
            (room, value) = (room - work, value + (work * margins[arc - graph.CopyArcs[first]]));
        }

        return value;
    }

    private static IEnumerable<bool[]> Sets(CandidateGraph graph, int node, CopyRule[] rules)
    {
        var first = graph.NodeCopies[node];
        for (var bits = 0; bits < 1 << rules.Length; bits++)
        {
            var set = Enumerable.Range(0, rules.Length).Select(item => (bits >> item & 1) == 1).ToArray();
            var held = Enumerable.Range(0, rules.Length).Where(item => set[item]).ToArray();
            if (held.Sum(item => graph.CopyMemory[first + item]) <= graph.Memory[node]
                && held.Sum(item => graph.CopyDisk[first + item]) <= graph.Disk[node]
                && rules.Select((rule, item) => rule == CopyRule.Free || set[item] == (rule == CopyRule.Forced)).All(kept => kept))
            {
                yield return set;
            }
        }
    }

    /// <summary>At most one copy forced, which fits, and some forbidden.</summary>
    private static CopyRule[] RandomRules(CandidateGraph graph, int node, Random random)
    {
        var (first, count) = (graph.NodeCopies[node], graph.NodeCopies[node + 1] - graph.NodeCopies[node]);
        var rules = Enumerable.Range(0, count).Select(_ => random.Next(6) == 0 ? CopyRule.Forbidden : CopyRule.Free).ToArray();
        var forced = count > 0 ? random.Next(2 * count) : 0;
        if (forced < count && graph.CopyMemory[first + forced] <= graph.Memory[node] && graph.CopyDisk[first + forced] <= graph.Disk[node])
            rules[forced] = CopyRule.Forced;
        return rules;
    }

    private static double Sum(bool[] set, double[] values) => set.Select((held, item) => held ? values[item] : 0).Sum();

    private sealed class SetComparer : IEqualityComparer<bool[]>
    {
        public bool Equals(bool[]? left, bool[]? right) => left!.AsSpan().SequenceEqual(right);

        public int GetHashCode(bool[] set) => set.Length;
    }
}
