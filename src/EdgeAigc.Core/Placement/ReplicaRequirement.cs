namespace EdgeAigc.Core.Placement;

/// <summary>A model that must be resident on at least so many nodes, whatever the demand.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Count">Nodes; at least 0.</param>
public sealed record ReplicaRequirement(string Model, int Count);
