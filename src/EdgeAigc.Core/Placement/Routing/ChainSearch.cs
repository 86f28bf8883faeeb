using EdgeAigc.Core.Placement.Candidates;

namespace EdgeAigc.Core.Placement.Routing;

/// <summary>
/// Finds the augmenting chain that gains most per unit of work and sends along it what its narrowest place lets through.
/// Labels are corrected level by level (Bellman and Ford), a level being one more node on the chain; a node that is already on
/// the chain to its predecessor is passed over, so that chains have no cycles.
/// </summary>
internal sealed class ChainSearch(CandidateGraph graph, FlowState state)
{
    private readonly ChainLabels _labels = new(graph);

    /// <summary>Brings work to a node with spare capacity.</summary>
    /// <param name="node">The node.</param>
    /// <param name="maxHops">Longest chain, in nodes.</param>
    /// <param name="freed">Node that has more spare capacity now; −1 when the chain begins in the cloud.</param>
    /// <returns>False when no chain gains.</returns>
    public bool Pull(int node, int maxHops, out int freed)
    {
        _labels.Begin();
        _labels.Reach(node, 0, -1, -1);
        var best = (Gain: ChainLabels.NoGain, Node: -1, FromCloud: -1);
        for (var hop = 0; hop < maxHops && _labels.NextLevel(); hop++)
        {
            foreach (var at in _labels.Level)
            {
                foreach (var copy in state.OpenCopies(at))
                {
                    for (var arc = graph.CopyArcs[copy]; arc < graph.CopyArcs[copy + 1]; arc++)
                        PullAlong(arc, at, node, ref best);
                }
            }
        }

        freed = best.FromCloud < 0 ? best.Node : -1;
        if (best.Node < 0)
            return false;
        SendPulled(node, best.Node, best.FromCloud);
        return true;
    }

    /// <summary>Serves demand that nobody serves, displacing work that is worth less.</summary>
    /// <param name="demand">The demand.</param>
    /// <param name="maxHops">Longest chain, in nodes.</param>
    /// <returns>False when no chain gains.</returns>
    public bool Insert(int demand, int maxHops)
    {
        _labels.Begin();
        for (var place = graph.DemandArcs[demand]; place < graph.DemandArcs[demand + 1]; place++)
        {
            var arc = graph.DemandArc[place];
            if (state.IsOpen(graph.ArcCopy[arc]))
                _labels.Reach(graph.ArcNode[arc], graph.ArcProfit[arc], -1, arc);
        }

        var best = (Gain: ChainLabels.NoGain, Node: -1, Dropped: -1);
        for (var hop = 0; hop < maxHops && _labels.NextLevel(); hop++)
        {
            foreach (var at in _labels.Level)
                InsertAt(at, ref best);
        }

        if (best.Node < 0)
            return false;
        SendInserted(demand, best.Node, best.Dropped);
        return true;
    }

    private void PullAlong(int arc, int at, int root, ref (double Gain, int Node, int FromCloud) best)
    {
        var demand = graph.ArcDemand[arc];
        var label = _labels.Gain(at) + graph.ArcProfit[arc];
        if (label > best.Gain && state.IsUnserved(demand))
            best = (label, at, arc);
        for (var place = graph.DemandArcs[demand]; place < graph.DemandArcs[demand + 1]; place++)
        {
            var source = graph.DemandArc[place];
            var node = graph.ArcNode[source];
            var gain = label - graph.ArcProfit[source];
            if (node == at || node == root || !state.Carries(source) || !_labels.Improves(node, gain) || _labels.IsOnPull(at, node))
                continue;
            _labels.Reach(node, gain, source, arc);
            if (gain > best.Gain)
                best = (gain, node, -1);
        }
    }

    private void InsertAt(int at, ref (double Gain, int Node, int Dropped) best)
    {
        var label = _labels.Gain(at);
        if (state.HasSpare(at))
        {
            if (label > best.Gain)
                best = (label, at, -1);
            return;
        }

        foreach (var copy in state.OpenCopies(at))
        {
            for (var arc = graph.CopyArcs[copy]; arc < graph.CopyArcs[copy + 1]; arc++)
            {
                if (!state.Carries(arc))
                    continue;
                var rest = label - graph.ArcProfit[arc];
                if (rest > best.Gain)
                    best = (rest, at, arc);
                Displace(arc, at, rest);
            }
        }
    }

    private void Displace(int arc, int at, double rest)
    {
        var demand = graph.ArcDemand[arc];
        for (var place = graph.DemandArcs[demand]; place < graph.DemandArcs[demand + 1]; place++)
        {
            var target = graph.DemandArc[place];
            var gain = rest + graph.ArcProfit[target];
            // Flows that are optimal so far let no chain gain again what it has lost.
            if (gain <= ChainLabels.NoGain)
                return;
            var node = graph.ArcNode[target];
            if (node != at && state.IsOpen(graph.ArcCopy[target]) && _labels.Improves(node, gain) && !_labels.IsOnInsertion(at, node))
                _labels.Reach(node, gain, arc, target);
        }
    }

    private void SendPulled(int root, int last, int fromCloud)
    {
        var work = state.Spare(root);
        if (fromCloud >= 0)
            work = Math.Min(work, state.Unserved(graph.ArcDemand[fromCloud]));
        for (var at = last; at != root; at = graph.ArcNode[_labels.To(at)])
            work = Math.Min(work, state.Flow(_labels.From(at)));

        if (fromCloud >= 0)
            state.Shift(fromCloud, work);
        for (var at = last; at != root; at = graph.ArcNode[_labels.To(at)])
        {
            state.Shift(_labels.From(at), -work);
            state.Shift(_labels.To(at), work);
        }
    }

    private void SendInserted(int demand, int last, int dropped)
    {
        var work = Math.Min(state.Unserved(demand), dropped < 0 ? state.Spare(last) : state.Flow(dropped));
        for (var at = last; _labels.From(at) >= 0; at = graph.ArcNode[_labels.From(at)])
            work = Math.Min(work, state.Flow(_labels.From(at)));

        if (dropped >= 0)
            state.Shift(dropped, -work);
        for (var at = last; ;)
        {
            var (source, target) = (_labels.From(at), _labels.To(at));
            if (source >= 0)
                state.Shift(source, -work);
            state.Shift(target, work);
            if (source < 0)
                return;
            at = graph.ArcNode[source];
        }
    }
}
