using EdgeAigc.Core.Allocation;
using EdgeAigc.Core.Caching;
using EdgeAigc.Core.Curves;
using EdgeAigc.Core.Negotiation;
using EdgeAigc.Simulation.Cluster.Memory;
using EdgeAigc.Simulation.Cluster.Routing;
using EdgeAigc.Simulation.Nodes;

namespace EdgeAigc.Simulation.Cluster;

/// <summary>The nodes of a run.</summary>
internal sealed class ClusterFleet
{
    private readonly ClusterScenario _scenario;
    private readonly ClusterRun _run;
    private readonly INodeObserver _observer;
    private readonly NegotiationOptions _negotiation;
    private readonly Dictionary<double, (Dictionary<string, ModelProfile> Profiles, IReadOnlyDictionary<string, DeviceCurves> Curves)> _speeds = [];

    public ClusterFleet(ClusterScenario scenario, string cache, ClusterRun run, INodeObserver observer, TimeProvider clock)
    {
        (_scenario, _run, _observer) = (scenario, run, observer);
        _negotiation = WithPolicy(scenario.Negotiation, run.StageTwo);
        Decisions = new(clock);
        Reachable = [.. Enumerable.Range(0, scenario.Nodes.Count).Select(ReachableFrom)];
        var caches = ModelCaches.Create(cache, CacheOptions(cache), [.. scenario.Nodes.Select(node => node.MemoryBytes)]);
        var copies = new int[scenario.Models.Count];
        Nodes = [.. scenario.Nodes.Select((node, index) => State(node, index, caches[index], copies))];
    }

    public NodeState[] Nodes { get; }

    /// <summary>For each node those that it may pass requests on to, the nearest first.</summary>
    public IReadOnlyList<int[]> Reachable { get; }

    public LoadCounts Loads { get; } = new();

    /// <summary>Wall time of stage two.</summary>
    public DecisionClock Decisions { get; }

    private NodeState State(ClusterNode shape, int index, IModelCache cache, int[] copies)
    {
        var node = Node(shape, index);
        var memory = new NodeMemory(shape, _scenario.Models, cache, new(shape.DiskBytes, _scenario.Models, copies), Loads, node);
        return new(index, shape, node, memory, new(_scenario.ChurnShare, _scenario.ChurnSavedSeconds), Reachable[index]);
    }

    private int[] ReachableFrom(int node)
    {
        var nodes = _scenario.Nodes.Count;
        var count = Math.Min(_scenario.Neighbours, nodes - 1);
        return [.. Enumerable.Range(0, count).Select(place => (node + nodes + (place % 2 == 0 ? (place / 2) + 1 : -((place / 2) + 1))) % nodes)];
    }

    private ModelCacheOptions CacheOptions(string cache) => _scenario.Caching with
    {
        Seed = _run.Seed,
        // Who only keeps accounts loads nothing by itself.
        StaticModels = cache == ModelCacheNames.Static ? new HashSet<string>() : null,
    };

    private SimulatedNode Node(ClusterNode node, int index)
    {
        if (!_speeds.TryGetValue(node.Speed, out var kind))
        {
            var profiles = _scenario.Models.Select(model => AtSpeed(model.Profile, node.Speed)).ToDictionary(profile => profile.Name, StringComparer.Ordinal);
            _speeds.Add(node.Speed, kind = (profiles, DeviceCurves.Of(profiles.Values, _scenario.Device)));
        }

        var device = new SimulatedDevice(kind.Curves, _scenario.Device, new Random(unchecked((_run.Seed * 1_000_003) + index)));
        return _run.StageTwo == StageTwoNames.Market
            ? new(node.Name, new MarketStageTwo(new(_negotiation, kind.Profiles.Values, node.EgressBitsPerSecond, FrozenTime.Instance), Decisions), device, new PromisedLink(node.EgressBitsPerSecond), _negotiation.SlotSeconds, _observer)
            : new(node.Name, new EqualStageTwo(_negotiation, kind.Profiles, node.EgressBitsPerSecond, Decisions), device, new EqualLink(node.EgressBitsPerSecond), _negotiation.SlotSeconds, _observer);
    }

    private static ModelProfile AtSpeed(ModelProfile profile, double speed) => profile with
    {
        Latency = new LatencyCurve(profile.Latency!.Points.Select(point => point with { Seconds = point.Seconds / speed })),
        FixedSeconds = profile.FixedSeconds / speed,
    };

    private static NegotiationOptions WithPolicy(NegotiationOptions options, string stageTwo)
    {
        if (!StageTwoNames.All.Contains(stageTwo))
            throw new ArgumentException($"There is no stage two '{stageTwo}'; there are {string.Join(", ", StageTwoNames.All)}.", nameof(stageTwo));
        return options.Policy == SlotAllocatorNames.Market ? options : throw new ArgumentException($"The scenario names stage two '{options.Policy}'; leave it to the run.", nameof(options));
    }
}
