using EdgeAigc.Core.Placement;
using EdgeAigc.Core.Workload;

namespace EdgeAigc.Simulation.Cluster.Frames;

/// <summary>Demand by the forecast that a cluster makes from counts. Models are asked about at the nodes that saw them lately, and, while that
/// is not too much, at all nodes.</summary>
internal sealed class ForecastDemand : IFrameDemand
{
    private const int MaxPairs = 20_000;
    private const int FramesRemembered = 20;

    // Requests in a frame below which nothing is planned for a pair.
    private const double LeastRequests = 1e-3;

    private readonly ClusterScenario _scenario;
    private readonly DemandForecaster _forecaster;
    private readonly string[] _nodes;
    private readonly SortedDictionary<(int Node, int Model), int> _seen = [];
    private readonly double _frameSeconds;

    public ForecastDemand(ClusterScenario scenario)
    {
        _scenario = scenario;
        _frameSeconds = scenario.FrameSeconds * scenario.TimeScale;
        _forecaster = new(scenario.Forecast with { FrameSeconds = _frameSeconds });
        _nodes = [.. scenario.Nodes.Select(node => node.Name)];
    }

    public void Observe(int frame, IReadOnlyList<ClusterRequest> arrived)
    {
        var counts = FrameCounts.Of(arrived);
        _forecaster.Observe(frame * _frameSeconds, _nodes, [.. counts.Select(pair => new FrameCount(_nodes[pair.Key.Node], NameOf(pair.Key.Model), pair.Value))]);
        foreach (var pair in counts.Keys)
            _seen[pair] = frame;
        if (_seen.Count <= MaxPairs)
            return;
        foreach (var pair in _seen.Where(row => row.Value < frame - FramesRemembered).Select(row => row.Key).ToArray())
            _seen.Remove(pair);
    }

    public IReadOnlyList<ModelDemand> Of(IReadOnlyList<ClusterRequest> coming)
    {
        var demand = new List<ModelDemand>();
        foreach (var (node, model) in Pairs())
        {
            var rate = _forecaster.Forecast(_nodes[node], NameOf(model), _frameSeconds).RequestsPerSecond * _scenario.TimeScale;
            if (rate * _scenario.FrameSeconds >= LeastRequests)
                demand.Add(new(_nodes[node], NameOf(model), rate));
        }

        return demand;
    }

    private IEnumerable<(int Node, int Model)> Pairs()
    {
        var models = _seen.Keys.Select(pair => pair.Model).Distinct().Order().ToArray();
        return (long)models.Length * _nodes.Length > MaxPairs
            ? _seen.Keys
            : Enumerable.Range(0, _nodes.Length).SelectMany(_ => models, (node, model) => (node, model));
    }

    private string NameOf(int model) => _scenario.Models[model].Name;
}
