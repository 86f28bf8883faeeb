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
        var copies = FindCopies(arcs);
        var copyOf = new Dictionary<(int, int), int>(copies.Length);
        for (var copy = 0; copy < copies.Length; copy++)
            copyOf[copies[copy]] = copy;

        var ordered = arcs.Select(arc => (arc.Demand, Copy: copyOf[(arc.Node, _models[_problem.Demand[arc.Demand].Model])], arc.Profit))
            .OrderBy(arc => arc.Copy).ThenBy(arc => arc.Demand).ToArray();
        var (demandArcs, demandArc) = ByDemand(ordered);
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
            ArcProfit = [.. ordered.Select(arc => arc.Profit)],
            DemandArcs = demandArcs,
            DemandArc = demandArc,
            DemandWork = [.. _problem.Demand.Select(row => row.RequestsPerSecond * _problem.Models[_models[row.Model]].SecondsPerRequest)],
            MinReplicas = RequiredCopies(),
        };
    }

    private List<(int Demand, int Node, double Profit)> FindArcs()
    {
        var objective = _problem.Objective;
        var arcs = new List<(int, int, double)>();
        for (var demand = 0; demand < _problem.Demand.Count; demand++)
        {
            var row = _problem.Demand[demand];
            var model = _models[row.Model];
            if (!(row.RequestsPerSecond > 0))
                continue;
            foreach (var (node, latency) in _reach[_nodes[row.Node]])
            {
                var profit = RequestUtility.Gain(objective, _problem.Models[model], _problem.Nodes[node], latency) / _problem.Models[model].SecondsPerRequest;
                if (profit > 0 && CouldHold(node, model) && _problem.Nodes[node].MaxUtilization > 0)
                    arcs.Add((demand, node, profit));
            }
        }

        return arcs;
    }

    /// <summary>Whatever could serve, is resident, is pinned or could be a required replica; by node, then by model.</summary>
    private (int Node, int Model)[] FindCopies(List<(int Demand, int Node, double Profit)> arcs)
    {
        var copies = arcs.Select(arc => (arc.Node, Model: _models[_problem.Demand[arc.Demand].Model])).ToHashSet();
        copies.UnionWith(_problem.Pins.Select(row => (_nodes[row.Node], _models[row.Model])));
        copies.UnionWith(_state.Resident.Where(copy => CouldHold(copy.Node, copy.Model)));
        foreach (var row in _problem.MinReplicas.Where(row => row.Count > 0))
            copies.UnionWith(Enumerable.Range(0, _problem.Nodes.Count).Select(node => (node, _models[row.Model])).Where(copy => CouldHold(copy.node, copy.Item2)));
        var ordered = copies.ToArray();
        Array.Sort(ordered);
        return ordered;
    }

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

    private (int[] Offsets, int[] Arcs) ByDemand((int Demand, int Copy, double Profit)[] arcs)
    {
        var order = Enumerable.Range(0, arcs.Length).ToArray();
        Array.Sort(order, (left, right) => (arcs[left].Demand, -arcs[left].Profit, left).CompareTo((arcs[right].Demand, -arcs[right].Profit, right)));
        return (Offsets(order.Select(arc => arcs[arc].Demand), _problem.Demand.Count), order);
    }

    /// <summary>Where each group starts in a sequence that is ordered by group.</summary>
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
}
