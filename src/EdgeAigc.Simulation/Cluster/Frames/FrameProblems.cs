using EdgeAigc.Core.Placement;
using EdgeAigc.Simulation.Cluster.Results;
using EdgeAigc.Simulation.Cluster.Routing;

namespace EdgeAigc.Simulation.Cluster.Frames;

/// <summary>States a frame as the planner takes it.</summary>
internal sealed class FrameProblems(ClusterScenario scenario, ModelExperience[] experience, IReadOnlyList<int[]> reachable)
{
    private readonly AccessLatency[] _latencies = [.. reachable.SelectMany((others, node) => others.Select(
        other => new AccessLatency(scenario.Nodes[node].Name, scenario.Nodes[other].Name, scenario.AccessSeconds)))];

    // Without a cloud an unserved request loses what a rejection costs.
    private readonly double _unserved = scenario.Cloud is { } cloud
        ? ((1 - scenario.LatencyPreference) * cloud.Quality) - (scenario.LatencyPreference * cloud.DelaySeconds / scenario.Negotiation.ReferenceSeconds)
        : -scenario.Negotiation.RejectPenalty;

    public PlacementProblem Of(IReadOnlyList<ModelDemand> demand, NodeState[] nodes) => new()
    {
        Objective = new(scenario.LatencyPreference, scenario.Negotiation.ReferenceSeconds, scenario.LoadCost / scenario.FrameSeconds),
        Nodes = [.. nodes.Select(Node)],
        Models = [.. scenario.Models.Select(Model)],
        Demand = demand,
        Latencies = _latencies,
    };

    private PlacementNode Node(NodeState state)
    {
        var node = scenario.Nodes[state.Index];
        return new(node.Name, node.MemoryBytes, node.DiskBytes, node.Speed, scenario.MaxUtilization)
        {
            Resident = [.. state.Memory.Present.Select(model => scenario.Models[model].Name)],
            OnDisk = [.. state.Memory.OnDisk.Select(model => scenario.Models[model].Name)],
        };
    }

    private PlacementModel Model(ClusterModel model, int index) => new(
        model.Name, model.MemoryBytes, model.DiskBytes, experience[index].Seconds, experience[index].Quality, model.LoadSeconds, _unserved);
}
