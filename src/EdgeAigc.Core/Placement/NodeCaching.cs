using EdgeAigc.Core.Learned;

namespace EdgeAigc.Core.Placement;

/// <summary>A trained policy of stage one on the nodes of a cluster: each node is an edge server of its own, whose users are the requests that
/// enter the cluster there. Remembers what was counted at each node.</summary>
internal sealed class NodeCaching
{
    private readonly CacheChooser _chooser;
    private readonly TrainedCache _trained;
    private readonly IReadOnlyList<ModelSet> _trainedSets;
    private readonly IReadOnlyList<string> _names;
    private readonly Dictionary<string, CacheFeatures> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<double, (double[] Sizes, IReadOnlyList<ModelSet> Sets)> _sets = [];
    private IReadOnlyList<ModelDemand>? _counted;

    public NodeCaching(PolicyWeights weights, IReadOnlyList<string> names)
    {
        (_chooser, _trained, _names) = (new(weights), TrainedCache.Load(weights), names);
        _trainedSets = new CacheSets(_trained.Gigabytes, _trained.CacheGigabytes).Maximal;
        _chooser.Require(Features().Size, _trained.Models, _trainedSets.Count);
    }

    /// <summary>The models that a node should hold.</summary>
    public IReadOnlyList<ModelSet> Choose(PlacementProblem problem)
    {
        Count(problem);
        return [.. problem.Nodes.Select(node => Choose(problem, node))];
    }

    private ModelSet Choose(PlacementProblem problem, PlacementNode node)
    {
        var requests = Requests(problem, node.Name);
        var cached = new ModelSet(0);
        for (var model = 0; model < _names.Count; model++)
            cached = node.Resident.Contains(_names[model], StringComparer.Ordinal) ? cached.With(model) : cached;
        var sets = _chooser.PerModel ? SetsOf(problem, node) : _trainedSets;
        return _chooser.Choose(_seen[node.Name], ZipfPopularity.MostLikely(requests, _trained.ZipfSkews), cached, sets);
    }

    // Where models are valued one by one, any sets may be chosen from: those that fit this node.
    private IReadOnlyList<ModelSet> SetsOf(PlacementProblem problem, PlacementNode node)
    {
        var known = problem.Models.ToDictionary(model => model.Name, model => model.MemoryBytes / 1e9, StringComparer.Ordinal);
        double[] sizes = [.. _names.Select(name => known.GetValueOrDefault(name, double.PositiveInfinity))];
        if (!_sets.TryGetValue(node.MemoryBytes, out var found) || !found.Sizes.SequenceEqual(sizes))
            _sets[node.MemoryBytes] = found = (sizes, new CacheSets(sizes, node.MemoryBytes / 1e9).Maximal);
        return found.Sets;
    }

    // A frame is planned again without pins when they cannot be met; it is one frame all the same.
    private void Count(PlacementProblem problem)
    {
        if (ReferenceEquals(_counted, problem.Demand))
            return;
        _counted = problem.Demand;
        foreach (var gone in _seen.Keys.Except(problem.Nodes.Select(node => node.Name)).ToList())
            _seen.Remove(gone);
        foreach (var node in problem.Nodes)
        {
            if (!_seen.TryGetValue(node.Name, out var features))
                _seen.Add(node.Name, features = Features());
            features.Count(Requests(problem, node.Name));
        }
    }

    /// <summary>Requests that came at the node; where none did, those of the cluster, and before any were counted the forecast.</summary>
    private double[] Requests(PlacementProblem problem, string node)
    {
        IReadOnlyList<ModelArrivals> arrivals = problem.Arrivals.Count > 0 ? problem.Arrivals : [.. problem.Demand.Select(row => new ModelArrivals(row.Node, row.Model, row.RequestsPerSecond))];
        var own = arrivals.Where(row => row.Node == node).ToList();
        var counted = (own.Sum(row => row.Requests) > 0 ? own : arrivals).ToLookup(row => row.Model, row => row.Requests, StringComparer.Ordinal);
        return [.. _names.Select(name => counted[name].Sum())];
    }

    private CacheFeatures Features() => new(_trained.CacheModels, _trained.ZipfSkews.Count, _chooser.PerModel);
}
