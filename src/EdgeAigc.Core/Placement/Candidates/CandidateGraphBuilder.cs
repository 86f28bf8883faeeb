namespace EdgeAigc.Core.Placement.Candidates;

/// <summary>Turns a checked problem into a <see cref="CandidateGraph"/>.</summary>
internal sealed class CandidateGraphBuilder
{
    private readonly PlacementProblem _problem;
    private readonly Dictionary<string, int> _nodes;
    private readonly Dictionary<string, int> _models;
    private readonly HashSet<(int Node, int Model)> _excluded;
    private readonly List<(int To, double Seconds)>[] _reach;
    private readonly ResidencyState _state;

    private CandidateGraphBuilder(PlacementProblem problem)
    {
        _problem = problem;
        _nodes = Index(problem.Nodes.Select(node => node.Name));
        _models = Index(problem.Models.Select(model => model.Name));
        _excluded = [.. problem.Exclusions.Select(row => (_nodes[row.Node], _models[row.Model]))];
        _reach = [.. problem.Nodes.Select((_, node) => new List<(int, double)> { (node, 0) })];
        foreach (var latency in problem.Latencies.Where(latency => latency.From != latency.To))
            _reach[_nodes[latency.From]].Add((_nodes[latency.To], latency.Seconds));
        _state = new(problem, _models);
    }

    public static CandidateGraph Build(PlacementProblem problem) => new CandidateGraphBuilder(problem).Build();

    private CandidateGraph Build()
    {
        var arcs = FindArcs();
        var keys = FindCopies(arcs);
        (int Node, int Model)[] copies = [.. keys.Select(key => ((int)(key / _problem.Models.Count), (int)(key % _problem.Models.Count)))];
        var ordered = OrderByCopy(arcs, keys);
        var (demandArcs, demandArc) = ByDemand(ordered);
        double[] work = [.. _problem.Demand.Select(row => row.RequestsPerSecond * _problem.Models[_models[row.Model]].SecondsPerRequest)];
        var pinned = _problem.Pins.Select(row => (_nodes[row.Node], _models[row.Model])).ToHashSet();
        return new()
        {
            Problem = _problem,
            CloudValue = _problem.Demand.Sum(row => row.RequestsPerSecond * _problem.Models[_models[row.Model]].CloudUtility),
            NodeCopies = Offsets(copies.Select(copy => copy.Node), _problem.Nodes.Count),
            Memory = [.. _problem.Nodes.Select(node => node.MemoryBytes)],
            Disk = [.. _problem.Nodes.Select(node => node.DiskBytes)],
            Capacity = [.. _problem.Nodes.Select(node => node.MaxUtilization * node.Speed)],
            CopyNode = [.. copies.Select(copy => copy.Node)],
            CopyModel = [.. copies.Select(copy => copy.Model)],
            CopyMemory = [.. copies.Select(copy => _problem.Models[copy.Model].MemoryBytes)],
            CopyDisk = [.. copies.Select(copy => _problem.Models[copy.Model].DiskBytes)],
            SwitchCost = [.. copies.Select(copy => _problem.Objective.SwitchCostPerSecond * _state.LoadSeconds(copy.Node, copy.Model))],
            ResidentNow = [.. copies.Select(copy => _state.IsResident(copy.Node, copy.Model))],
            Pinned = [.. copies.Select(pinned.Contains)],
            CopyArcs = Offsets(ordered.Select(arc => arc.Copy), copies.Length),
            ArcDemand = [.. ordered.Select(arc => arc.Demand)],
            ArcCopy = [.. ordered.Select(arc => arc.Copy)],
            ArcNode = [.. ordered.Select(arc => copies[arc.Copy].Node)],
            ArcWork = [.. ordered.Select(arc => work[arc.Demand])],
            ArcProfit = [.. ordered.Select(arc => arc.Profit)],
            DemandArcs = demandArcs,
            DemandArc = demandArc,
            DemandWork = work,
            MinReplicas = RequiredCopies(),
        };
    }

    private List<Arc> FindArcs()
    {
        var objective = _problem.Objective;
        var arcs = new List<Arc>();
        for (var demand = 0; demand < _problem.Demand.Count; demand++)
        {
            var row = _problem.Demand[demand];
            if (!(row.RequestsPerSecond > 0))
                continue;
            var index = _models[row.Model];
            var model = _problem.Models[index];
            foreach (var (to, latency) in _reach[_nodes[row.Node]])
            {
                var node = _problem.Nodes[to];
                var profit = RequestUtility.Gain(objective, model, node, latency) / model.SecondsPerRequest;
                if (profit > 0 && node.MaxUtilization > 0 && CouldHold(to, index))
                    arcs.Add(new(demand, Key(to, index), profit));
            }
        }

        return arcs;
    }

    /// <summary>Keys of whatever could serve, is resident, is pinned or could be a required replica; by node, then by model.</summary>
    private long[] FindCopies(List<Arc> arcs)
    {
        var keys = arcs.Select(arc => arc.CopyKey).ToHashSet();
        keys.UnionWith(_problem.Pins.Select(row => Key(_nodes[row.Node], _models[row.Model])));
        keys.UnionWith(_state.Resident.Where(copy => CouldHold(copy.Node, copy.Model)).Select(copy => Key(copy.Node, copy.Model)));
        foreach (var model in _problem.MinReplicas.Where(row => row.Count > 0).Select(row => _models[row.Model]))
            keys.UnionWith(Enumerable.Range(0, _problem.Nodes.Count).Where(node => CouldHold(node, model)).Select(node => Key(node, model)));
        var ordered = keys.ToArray();
        Array.Sort(ordered);
        return ordered;
    }

    private static (int Demand, int Copy, double Profit)[] OrderByCopy(List<Arc> arcs, long[] copies)
    {
        var index = new Dictionary<long, int>(copies.Length);
        for (var copy = 0; copy < copies.Length; copy++)
            index[copies[copy]] = copy;
        // Arcs come in the order of demands, and counting keeps that order within a copy.
        var starts = Offsets(arcs.Select(arc => index[arc.CopyKey]), copies.Length);
        var ordered = new (int, int, double)[arcs.Count];
        foreach (var arc in arcs)
        {
            var copy = index[arc.CopyKey];
            ordered[starts[copy]++] = (arc.Demand, copy, arc.Profit);
        }

        return ordered;
    }

    private long Key(int node, int model) => ((long)node * _problem.Models.Count) + model;

    private bool CouldHold(int node, int model) =>
        _problem.Models[model].MemoryBytes <= _problem.Nodes[node].MemoryBytes
        && _problem.Models[model].DiskBytes <= _problem.Nodes[node].DiskBytes
        && !_excluded.Contains((node, model));

    private int[] RequiredCopies()
    {
        var required = new int[_problem.Models.Count];
        foreach (var row in _problem.MinReplicas)
            required[_models[row.Model]] = row.Count;
        return required;
    }

    /// <summary>Arcs of each demand, the most profitable first.</summary>
    private (int[] Offsets, int[] Arcs) ByDemand((int Demand, int Copy, double Profit)[] arcs)
    {
        var offsets = Offsets(arcs.Select(arc => arc.Demand), _problem.Demand.Count);
        var starts = offsets.ToArray();
        var (order, keys) = (new int[arcs.Length], new double[arcs.Length]);
        for (var arc = 0; arc < arcs.Length; arc++)
        {
            var place = starts[arcs[arc].Demand]++;
            (order[place], keys[place]) = (arc, -arcs[arc].Profit);
        }

        for (var demand = 0; demand < _problem.Demand.Count; demand++)
            Array.Sort(keys, order, offsets[demand], offsets[demand + 1] - offsets[demand]);
        return (offsets, order);
    }

    /// <summary>Where each group starts once a sequence is ordered by group.</summary>
    private static int[] Offsets(IEnumerable<int> groups, int count)
    {
        var offsets = new int[count + 1];
        foreach (var group in groups)
            offsets[group + 1]++;
        for (var group = 0; group < count; group++)
            offsets[group + 1] += offsets[group];
        return offsets;
    }

    private static Dictionary<string, int> Index(IEnumerable<string> names) =>
        names.Index().ToDictionary(row => row.Item, row => row.Index, StringComparer.Ordinal);

    private readonly record struct Arc(int Demand, long CopyKey, double Profit);
}
