namespace EdgeAigc.Contracts.Coordination;

/// <summary>A model that an operator wants resident on a node, whatever the demand.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Node">Name of the node.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.ModelPin")]
public sealed record ModelPin([property: Id(0)] string Model, [property: Id(1)] string Node);
