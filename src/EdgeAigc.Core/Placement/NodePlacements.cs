using EdgeAigc.Core.Placement.Candidates;
using EdgeAigc.Core.Placement.Routing;

namespace EdgeAigc.Core.Placement;

/// <summary>Says for each node what is resident, what is loaded from where, what leaves memory and what stays on disk.</summary>
internal sealed class NodePlacements
{
    private readonly CandidateGraph _graph;
    private readonly FlowState _state;
    private readonly ResidencyState _before;
    private readonly IReadOnlyList<PlacementModel> _models;
    private readonly Dictionary<(string Node, string Model), double> _rates;

    public NodePlacements(CandidateGraph graph, FlowState state)
    {
        (_graph, _state, _models) = (graph, state, graph.Problem.Models);
        var index = _models.Index().ToDictionary(row => row.Item.Name, row => row.Index, StringComparer.Ordinal);
        _before = new(graph.Problem, index);
        _rates = graph.Problem.Demand.ToDictionary(row => (row.Node, row.Model), row => row.RequestsPerSecond);
    }

    public IReadOnlyList<NodePlacement> All() => [.. Enumerable.Range(0, _graph.Nodes).Select(Of)];

    private NodePlacement Of(int node)
    {
        var resident = new SortedSet<int>();
        foreach (var copy in _state.OpenCopies(node))
            resident.Add(_graph.CopyModel[copy]);
        var before = Enumerable.Range(0, _models.Count).Where(model => _before.IsResident(node, model));
        return new(
            _graph.Problem.Nodes[node].Name,
            [.. resident.Select(NameOf)],
            [.. resident.Where(model => !_before.IsResident(node, model)).Select(model => new ModelLoad(NameOf(model), _before.Source(node, model)))],
            [.. before.Where(model => !resident.Contains(model)).Select(NameOf)],
            [.. OnDisk(node, resident).Select(NameOf)]);
    }

    /// <summary>Resident models keep their files; then those that are asked for most at the node, as far as the disk reaches.</summary>
    private SortedSet<int> OnDisk(int node, SortedSet<int> resident)
    {
        var kept = new SortedSet<int>(resident);
        var room = _graph.Disk[node] - resident.Sum(model => _models[model].DiskBytes);
        var name = _graph.Problem.Nodes[node].Name;
        var others = Enumerable.Range(0, _models.Count).Where(model => _before.Has(node, model) && !resident.Contains(model));
        foreach (var model in others.OrderByDescending(model => _rates.GetValueOrDefault((name, NameOf(model)))).ThenBy(model => model))
        {
            if (_models[model].DiskBytes > room)
                continue;
            kept.Add(model);
            room -= _models[model].DiskBytes;
        }

        return kept;
    }

    private string NameOf(int model) => _models[model].Name;
}
