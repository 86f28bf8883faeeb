namespace EdgeAigc.Core.Placement.Candidates;

/// <summary>What the nodes hold before the frame, and where a newly resident model would come from.</summary>
internal sealed class ResidencyState
{
    private readonly PlacementProblem _problem;
    private readonly HashSet<(int Node, int Model)> _resident = [];
    private readonly HashSet<(int Node, int Model)> _onDisk = [];
    private readonly int[] _holders;

    public ResidencyState(PlacementProblem problem, IReadOnlyDictionary<string, int> models)
    {
        _problem = problem;
        _holders = new int[problem.Models.Count];
        for (var node = 0; node < problem.Nodes.Count; node++)
        {
            _resident.UnionWith(problem.Nodes[node].Resident.Select(name => (node, models[name])));
            _onDisk.UnionWith(problem.Nodes[node].OnDisk.Select(name => (node, models[name])));
        }

        foreach (var (_, model) in _resident.Union(_onDisk))
            _holders[model]++;
    }

    /// <summary>Everything that is in device memory.</summary>
    public IReadOnlyCollection<(int Node, int Model)> Resident => _resident;

    public bool IsResident(int node, int model) => _resident.Contains((node, model));

    /// <summary>Whether the node has the files, for whatever reason.</summary>
    public bool Has(int node, int model) => _onDisk.Contains((node, model)) || IsResident(node, model);

    /// <summary>The nearest source: own disk, a node that has the model, the origin.</summary>
    public LoadSource Source(int node, int model)
    {
        if (_onDisk.Contains((node, model)))
            return LoadSource.Disk;
        return _holders[model] > (IsResident(node, model) ? 1 : 0) ? LoadSource.Peer : LoadSource.Origin;
    }

    /// <summary>Seconds until the model is resident; 0 when it is.</summary>
    public double LoadSeconds(int node, int model) =>
        IsResident(node, model) ? 0 : _problem.Models[model].LoadSeconds.From(Source(node, model));
}
