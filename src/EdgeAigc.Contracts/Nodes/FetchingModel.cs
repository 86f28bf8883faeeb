namespace EdgeAigc.Contracts.Nodes;

/// <summary>A model whose files are on their way to a node's disk.</summary>
/// <param name="Name">Name of the model.</param>
/// <param name="Source">Node that they come from, or <c>origin</c>; empty before the first byte.</param>
/// <param name="Fraction">Part of their bytes that is there, in [0, 1].</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.FetchingModel")]
public sealed record FetchingModel([property: Id(0)] string Name, [property: Id(1)] string Source, [property: Id(2)] double Fraction);
