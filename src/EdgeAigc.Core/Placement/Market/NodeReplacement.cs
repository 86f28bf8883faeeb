using EdgeAigc.Core.Placement.Candidates;
using EdgeAigc.Core.Placement.Routing;

namespace EdgeAigc.Core.Placement.Market;

/// <summary>
/// The move of the local search: everything that a node holds is chosen anew at once. Each demand is priced at what it earns
/// elsewhere, the node is solved alone at those prices, and the differences are routed; the move stays when the whole cluster is
/// better off.
/// </summary>
internal sealed class NodeReplacement(CandidateGraph graph, FlowRouter router, CopyRule[] rules, int? maxLoads)
{
    /// <summary>Value that counts as none.</summary>
    public const double NoGain = 1e-10;

    private readonly NodeSubproblem _subproblem = new(graph) { MaxVisits = 40, MaxPrices = 5 };
    private readonly double[] _capacityPrice = new double[graph.Nodes];
    private readonly bool[] _current = new bool[CopyKnapsack.MaxCopies(graph)];
    private readonly double[] _costs = new double[CopyKnapsack.MaxCopies(graph)];
    private readonly CopyRule[] _rules = new CopyRule[CopyKnapsack.MaxCopies(graph)];
    private readonly CopyRule[] _trial = new CopyRule[graph.Copies];
    private readonly List<int> _turned = [];
    private readonly DemandAlternatives _alternatives = new(graph, router.State);

    /// <summary>Whether there is no limit on loads, or it is kept.</summary>
    public bool KeepsLoads => maxLoads is not { } most || router.State.Loads <= most;

    /// <summary>Chooses a node's copies anew if that is worth it.</summary>
    /// <param name="node">The node.</param>
    /// <param name="touched">Takes the nodes that could serve what changed.</param>
    public bool Improve(int node, Action<int> touched)
    {
        Prepare(node, frees: false);
        return Solve(node, onlyIfBetter: true, touched);
    }

    /// <summary>Turns one copy over, whether that is worth it or not, chooses the rest of its node anew, and keeps the copy turned
    /// until <see cref="Release"/>.</summary>
    /// <param name="copy">The copy.</param>
    /// <param name="touched">Takes the nodes that could serve what changed.</param>
    /// <returns>False when it cannot be turned.</returns>
    public bool Turn(int copy, Action<int> touched)
    {
        var node = graph.CopyNode[copy];
        // A load that is given up goes to another node and not to the same one.
        Prepare(node, frees: router.State.IsOpen(copy) && !graph.ResidentNow[copy]);
        var item = copy - graph.NodeCopies[node];
        if (_rules[item] != CopyRule.Free)
            return false;
        _rules[item] = _current[item] ? CopyRule.Forbidden : CopyRule.Forced;
        if (!ForcedFit(node) || !Solve(node, onlyIfBetter: false, touched))
            return false;
        _trial[copy] = _rules[item];
        _turned.Add(copy);
        return true;
    }

    /// <summary>Lets go of the copies that were turned.</summary>
    /// <param name="touched">Takes their nodes.</param>
    public void Release(Action<int> touched)
    {
        foreach (var copy in _turned)
        {
            _trial[copy] = CopyRule.Free;
            touched(graph.CopyNode[copy]);
        }

        _turned.Clear();
    }

    private void Prepare(int node, bool frees)
    {
        _alternatives.Begin();
        var state = router.State;
        var (first, end) = (graph.NodeCopies[node], graph.NodeCopies[node + 1]);
        var mayLoad = maxLoads is not { } most || state.Loads < most || (!frees && HasLoads(node));
        for (var copy = first; copy < end; copy++)
        {
            var item = copy - first;
            var model = graph.CopyModel[copy];
            _current[item] = state.IsOpen(copy);
            _costs[item] = graph.SwitchCost[copy];
            var needed = _current[item] && graph.MinReplicas[model] > 0 && state.Replicas(model) <= graph.MinReplicas[model];
            _rules[item] = needed ? CopyRule.Forced : _trial[copy] != CopyRule.Free ? _trial[copy] : rules[copy];
            if (!mayLoad && !_current[item] && !graph.ResidentNow[copy] && _rules[item] == CopyRule.Free)
                _rules[item] = CopyRule.Forbidden;
        }

        for (var arc = graph.CopyArcs[first]; arc < graph.CopyArcs[end]; arc++)
            _subproblem.Margins.All[arc - graph.CopyArcs[first]] = graph.ArcProfit[arc] - _alternatives.Elsewhere(graph.ArcDemand[arc], node);
    }

    private bool HasLoads(int node)
    {
        foreach (var copy in router.State.OpenCopies(node))
        {
            if (!graph.ResidentNow[copy])
                return true;
        }

        return false;
    }

    private bool Solve(int node, bool onlyIfBetter, Action<int> touched)
    {
        var count = graph.NodeCopies[node + 1] - graph.NodeCopies[node];
        var costs = _costs.AsSpan(0, count);
        var current = _current.AsSpan(0, count);
        _subproblem.CapacityPrice = _capacityPrice[node];
        _subproblem.Solve(node, costs, _rules.AsSpan(0, count));
        _capacityPrice[node] = _subproblem.CapacityPrice;
        while (ForbidALoadTooMany(node, costs))
            _subproblem.Solve(node, costs, _rules.AsSpan(0, count));
        var expected = _subproblem.Value;
        var changes = !_subproblem.Best.SequenceEqual(current);
        if (!changes || (onlyIfBetter && expected <= _subproblem.Margins.Earn(node, current, costs) + NoGain))
            return false;

        var (mark, value, loads) = (router.State.Mark(), router.State.Value, router.State.Loads);
        router.Replace(node, _subproblem.Best);
        var allowed = KeepsLoads || router.State.Loads <= loads;
        if (!allowed || (onlyIfBetter && router.State.Value <= value + NoGain))
        {
            router.State.Rollback(mark, value);
            return false;
        }

        Touch(node, touched);
        return true;
    }

    /// <summary>Where the node would load more than is allowed, forbids the load that it misses least.</summary>
    private bool ForbidALoadTooMany(int node, ReadOnlySpan<double> costs)
    {
        if (maxLoads is not { } most)
            return false;
        var first = graph.NodeCopies[node];
        var set = _subproblem.Best.ToArray();
        var loads = Enumerable.Range(0, set.Length).Where(item => set[item] && !graph.ResidentNow[first + item]).ToArray();
        var before = Enumerable.Range(0, set.Length).Count(item => _current[item] && !graph.ResidentNow[first + item]);
        if (loads.Length <= before + Math.Max(0, most - router.State.Loads))
            return false;

        var (least, kept) = (-1, double.NegativeInfinity);
        foreach (var item in loads.Where(item => _rules[item] == CopyRule.Free))
        {
            set[item] = false;
            var value = _subproblem.Margins.Earn(node, set, costs);
            set[item] = true;
            if (value > kept)
                (least, kept) = (item, value);
        }

        if (least >= 0)
            _rules[least] = CopyRule.Forbidden;
        return least >= 0;
    }

    private void Touch(int node, Action<int> touched)
    {
        var first = graph.NodeCopies[node];
        for (var copy = first; copy < graph.NodeCopies[node + 1]; copy++)
        {
            if (router.State.IsOpen(copy) == _current[copy - first])
                continue;
            // Where a replica may leave when another one has come.
            if (graph.MinReplicas[graph.CopyModel[copy]] > 0)
                TouchReplicas(graph.CopyModel[copy], touched);
            for (var arc = graph.CopyArcs[copy]; arc < graph.CopyArcs[copy + 1]; arc++)
            {
                var demand = graph.ArcDemand[arc];
                for (var place = graph.DemandArcs[demand]; place < graph.DemandArcs[demand + 1]; place++)
                    touched(graph.ArcNode[graph.DemandArc[place]]);
            }
        }
    }

    private void TouchReplicas(int model, Action<int> touched)
    {
        for (var copy = 0; copy < graph.Copies; copy++)
        {
            if (graph.CopyModel[copy] == model && router.State.IsOpen(copy))
                touched(graph.CopyNode[copy]);
        }
    }

    private bool ForcedFit(int node)
    {
        var (first, memory, disk) = (graph.NodeCopies[node], graph.Memory[node], graph.Disk[node]);
        for (var copy = first; copy < graph.NodeCopies[node + 1]; copy++)
        {
            if (_rules[copy - first] == CopyRule.Forced)
                (memory, disk) = (memory - graph.CopyMemory[copy], disk - graph.CopyDisk[copy]);
        }

        return memory >= 0 && disk >= 0;
    }
}
