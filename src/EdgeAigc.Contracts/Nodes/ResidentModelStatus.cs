namespace EdgeAigc.Contracts.Nodes;

/// <summary>A model in a node's memory.</summary>
/// <param name="Name">Name of the model.</param>
/// <param name="Bytes">Memory that it occupies, in bytes.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.ResidentModelStatus")]
public sealed record ResidentModelStatus([property: Id(0)] string Name, [property: Id(1)] long Bytes);
