using System.Collections.Immutable;

namespace EdgeAigc.Contracts.Coordination;

/// <summary>A wanted model of which one node has the only copy.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Heirs">Nodes that are to get it.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.LastCopy")]
public sealed record LastCopy([property: Id(0)] string Model, [property: Id(1)] ImmutableArray<string> Heirs);
