namespace EdgeAigc.Core.Placement;

/// <summary>A model on a node: a pin or an exclusion.</summary>
/// <param name="Node">Name of the node.</param>
/// <param name="Model">Name of the model.</param>
public sealed record NodeModel(string Node, string Model);
