using EdgeAigc.Core.Placement.Candidates;

namespace EdgeAigc.Core.Placement.Constraints;

/// <summary>
/// Finds copies that satisfy pins and minimum replicas together, or names what cannot be met. Replicas are placed by depth-first
/// search, the largest models first, each on the node that costs least in a zone that has no copy of it yet.
/// </summary>
internal sealed class RequiredCopies
{
    /// <summary>Placements tried before the search gives up: packing is hard in general, and easy in practice.</summary>
    private const int MaxTrials = 100_000;

    private readonly CandidateGraph _graph;
    private readonly IReadOnlyList<double> _costs;
    private readonly double[] _memory;
    private readonly double[] _disk;
    private readonly bool[] _held;
    private readonly int[] _missing;
    private readonly List<PlacementFault> _faults = [];
    private int _trials;

    private RequiredCopies(CandidateGraph graph, IReadOnlyList<double> costs)
    {
        (_graph, _costs) = (graph, costs);
        _memory = [.. graph.Memory];
        _disk = [.. graph.Disk];
        _held = new bool[graph.Copies];
        _missing = [.. graph.MinReplicas];
    }

    /// <summary>Finds the copies.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="costs">By copy: how unwelcome it is as a replica.</param>
    /// <param name="held">By copy, whether it is required; all false when there are faults.</param>
    /// <returns>What cannot be met; empty when all can.</returns>
    public static IReadOnlyList<PlacementFault> Find(CandidateGraph graph, IReadOnlyList<double> costs, out bool[] held)
    {
        var search = new RequiredCopies(graph, costs);
        search.Pin();
        if (search._faults.Count == 0)
            search.PlaceReplicas();
        held = search._faults.Count == 0 ? search._held : new bool[graph.Copies];
        return search._faults;
    }

    private void Pin()
    {
        var problem = _graph.Problem;
        var copies = Enumerable.Range(0, _graph.Copies).Where(copy => _graph.Pinned[copy])
            .ToDictionary(copy => (problem.Nodes[_graph.CopyNode[copy]].Name, problem.Models[_graph.CopyModel[copy]].Name));
        var excluded = problem.Exclusions.ToHashSet();
        for (var row = 0; row < problem.Pins.Count; row++)
        {
            var pin = problem.Pins[row];
            var copy = copies[(pin.Node, pin.Model)];
            if (excluded.Contains(pin))
                _faults.Add(new($"pins[{row}]", $"{pin.Model} is excluded from {pin.Node} as well; drop one of the two."));
            else if (!Fits(copy))
                _faults.Add(new($"pins[{row}]", $"{pin.Model} does not fit on {pin.Node} beside the pins before it; drop one of them."));
            else
                Hold(copy, true);
        }
    }

    private void PlaceReplicas()
    {
        var problem = _graph.Problem;
        var order = Enumerable.Range(0, _graph.Models).Where(model => _missing[model] > 0)
            .OrderByDescending(model => problem.Models[model].MemoryBytes).ThenBy(model => model).ToArray();
        foreach (var model in order)
        {
            var possible = CopiesOf(model).Count(Fits);
            if (possible < _missing[model])
                Fault(model, $"needs {_graph.MinReplicas[model]} nodes, but only {possible + _graph.MinReplicas[model] - _missing[model]} can hold it beside their pins; lower the count.");
        }

        var furthest = 0;
        if (_faults.Count == 0 && !Place(order, 0, ref furthest))
        {
            var tried = _trials >= MaxTrials ? $" was found in {MaxTrials} trials" : "";
            Fault(order[furthest], $"no room for {_graph.MinReplicas[order[furthest]]} copies beside what pins and other replicas need{tried}; lower a count.");
        }
    }

    private bool Place(int[] order, int index, ref int furthest)
    {
        furthest = Math.Max(furthest, Math.Min(index, order.Length - 1));
        return index == order.Length || PlaceNext(order, index, Spread(order[index]), 0, ref furthest);
    }

    private bool PlaceNext(int[] order, int index, int[] copies, int start, ref int furthest)
    {
        if (_missing[order[index]] <= 0)
            return Place(order, index + 1, ref furthest);
        for (var place = start; place < copies.Length && _trials < MaxTrials; place++)
        {
            if (!Fits(copies[place]))
                continue;
            _trials++;
            Hold(copies[place], true);
            if (PlaceNext(order, index, copies, place + 1, ref furthest))
                return true;
            Hold(copies[place], false);
        }

        return false;
    }

    /// <summary>The copies a model may still get: the cheapest of each zone first, zones that have none before the others.</summary>
    private int[] Spread(int model)
    {
        var zones = CopiesOf(model).Where(copy => _held[copy]).GroupBy(Zone, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        return [.. CopiesOf(model).Where(copy => !_held[copy]).GroupBy(Zone, StringComparer.Ordinal)
            .SelectMany(group => group.OrderBy(copy => _costs[copy]).Select((copy, rank) => (Copy: copy, Rank: rank + zones.GetValueOrDefault(group.Key))))
            .OrderBy(row => row.Rank).ThenBy(row => _costs[row.Copy]).ThenBy(row => row.Copy).Select(row => row.Copy)];
    }

    private IEnumerable<int> CopiesOf(int model) => Enumerable.Range(0, _graph.Copies).Where(copy => _graph.CopyModel[copy] == model);

    private string Zone(int copy) => _graph.Problem.Nodes[_graph.CopyNode[copy]].Zone ?? "";

    private bool Fits(int copy) =>
        !_held[copy] && _graph.CopyMemory[copy] <= _memory[_graph.CopyNode[copy]] && _graph.CopyDisk[copy] <= _disk[_graph.CopyNode[copy]];

    private void Hold(int copy, bool hold)
    {
        var sign = hold ? 1 : -1;
        _held[copy] = hold;
        _memory[_graph.CopyNode[copy]] -= sign * _graph.CopyMemory[copy];
        _disk[_graph.CopyNode[copy]] -= sign * _graph.CopyDisk[copy];
        _missing[_graph.CopyModel[copy]] -= sign;
    }

    private void Fault(int model, string message)
    {
        var name = _graph.Problem.Models[model].Name;
        var row = _graph.Problem.MinReplicas.Index().First(requirement => requirement.Item.Model == name).Index;
        _faults.Add(new($"minReplicas[{row}]", $"{name}: {message}"));
    }
}
