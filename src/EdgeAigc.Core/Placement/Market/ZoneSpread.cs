using EdgeAigc.Core.Placement.Candidates;
using EdgeAigc.Core.Placement.Routing;

namespace EdgeAigc.Core.Placement.Market;

/// <summary>
/// Anti-affinity as a tie-break: where all copies of a model stand in one zone, one of them moves to a node with room in another zone,
/// provided that no value is lost. It never costs utility; who wants a copy elsewhere at a price pins it.
/// </summary>
internal sealed class ZoneSpread(CandidateGraph graph, FlowRouter router, CopyRule[] rules)
{
    /// <summary>Share of the value that counts as a tie.</summary>
    private const double Tie = 1e-9;

    /// <summary>Spreads the copies of every model until that share of the time is spent.</summary>
    /// <param name="clock">The time budget.</param>
    /// <param name="share">Share of the time budget at which to stop.</param>
    public void Run(PlanningClock clock, double share)
    {
        foreach (var copies in Enumerable.Range(0, graph.Copies).GroupBy(copy => graph.CopyModel[copy]))
        {
            if (clock.IsPast(share))
                return;
            Spread(copies);
        }
    }

    private void Spread(IEnumerable<int> copies)
    {
        var all = copies.ToArray();
        var open = all.Where(router.State.IsOpen).ToArray();
        if (open.Length < 2 || open.Select(Zone).Distinct(StringComparer.Ordinal).Count() > 1)
            return;
        var elsewhere = all.Where(copy => !router.State.IsOpen(copy) && Zone(copy) != Zone(open[0]) && HasRoom(copy)).ToArray();
        foreach (var from in open.Where(copy => rules[copy] == CopyRule.Free))
        {
            foreach (var to in elsewhere)
            {
                if (TryMove(from, to))
                    return;
            }
        }
    }

    private bool TryMove(int from, int to)
    {
        var (mark, value, loads) = (router.State.Mark(), router.State.Value, router.State.Loads);
        Set(from, false);
        Set(to, true);
        if (router.State.Value >= value - (Tie * Math.Abs(value)) && router.State.Loads <= loads)
        {
            router.State.Commit();
            return true;
        }

        router.State.Rollback(mark, value);
        return false;
    }

    private void Set(int copy, bool open)
    {
        var node = graph.CopyNode[copy];
        var set = new bool[graph.NodeCopies[node + 1] - graph.NodeCopies[node]];
        foreach (var held in router.State.OpenCopies(node))
            set[held - graph.NodeCopies[node]] = true;
        set[copy - graph.NodeCopies[node]] = open;
        router.Replace(node, set);
    }

    private bool HasRoom(int copy)
    {
        var node = graph.CopyNode[copy];
        var (memory, disk) = (graph.CopyMemory[copy], graph.CopyDisk[copy]);
        foreach (var held in router.State.OpenCopies(node))
            (memory, disk) = (memory + graph.CopyMemory[held], disk + graph.CopyDisk[held]);
        return memory <= graph.Memory[node] && disk <= graph.Disk[node];
    }

    // A node without a zone is a zone of its own kind.
    private string Zone(int copy) => graph.Problem.Nodes[graph.CopyNode[copy]].Zone ?? "";
}
