using EdgeAigc.Simulation.Cluster.Memory;
using EdgeAigc.Simulation.Nodes;

namespace EdgeAigc.Simulation.Cluster.Routing;

/// <summary>One node of a running cluster.</summary>
/// <param name="index">Its place in the scenario.</param>
/// <param name="node">Its stage two, device and link.</param>
/// <param name="memory">Its memory.</param>
/// <param name="reachable">Places of the nodes that it may pass requests on to.</param>
internal sealed class NodeState(int index, SimulatedNode node, NodeMemory memory, int[] reachable)
{
    public int Index { get; } = index;

    public SimulatedNode Node { get; } = node;

    public NodeMemory Memory { get; } = memory;

    public int[] Reachable { get; } = reachable;

    /// <summary>Whether it was changed since its next event was put down.</summary>
    public bool Touched { get; set; }

    public double NextEvent => Math.Min(Node.NextEvent, Memory.LoadedAt);
}
