using EdgeAigc.Core.Caching;
using EdgeAigc.Simulation.Cluster.Memory;
using EdgeAigc.Simulation.Nodes;

namespace EdgeAigc.Simulation.Cluster.Routing;

/// <summary>One node of a running cluster.</summary>
/// <param name="index">Its place in the scenario.</param>
/// <param name="shape">What it has.</param>
/// <param name="node">Its stage two, device and link.</param>
/// <param name="memory">Its memory.</param>
/// <param name="cold">What it says to requests for models that are not in its memory.</param>
/// <param name="reachable">Places of the nodes that it may pass requests on to.</param>
internal sealed class NodeState(int index, ClusterNode shape, SimulatedNode node, NodeMemory memory, ColdRequests cold, int[] reachable)
{
    public int Index { get; } = index;

    public SimulatedNode Node { get; } = node;

    public NodeMemory Memory { get; } = memory;

    public int[] Reachable { get; } = reachable;

    public double Speed => shape.Speed;

    public long MemoryBytes => shape.MemoryBytes;

    /// <summary>Whether it was changed since its next event was put down.</summary>
    public bool Touched { get; set; }

    public double NextEvent => Math.Min(Node.NextEvent, Memory.LoadedAt);

    /// <summary>Whether it takes a bid, as a silo's admission says, or spares itself the load.</summary>
    public bool Takes(int model, string name, bool isLastResort, double now) =>
        Memory.IsReady(model) || cold.IsComing(name, now) || cold.Allows(Memory.Displaces(model), isLastResort, now);

    /// <summary>Expected time in seconds until a request would find the model in memory.</summary>
    public double WaitSeconds(int model, string name, double now) => Memory.IsReady(model) ? 0 : cold.WaitSeconds(name, Memory.LoadSeconds(model), Memory.UnderWay(now), now);

    /// <summary>It was given a request.</summary>
    public void NoteAccepted(int model, string name, double now)
    {
        if (!Memory.IsReady(model))
            cold.NoteAccepted(name, Memory.Displaces(model), Memory.LoadSeconds(model), now);
    }
}
