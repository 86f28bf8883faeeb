using EdgeAigc.Contracts.Nodes;

namespace EdgeAigc.Grains.Routing;

/// <summary>What is known of a node, and how old that is.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Age">Time since it was told.</param>
internal sealed record NodeView(NodeStatus Status, TimeSpan Age);
