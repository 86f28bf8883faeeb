using System.Collections.Immutable;

namespace EdgeAigc.Contracts.Nodes;

/// <summary>What a model consists of, on a node that has it on disk.</summary>
/// <param name="Files">Its files.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.ModelFileList")]
public sealed record ModelFileList([property: Id(0)] ImmutableArray<ModelFileEntry> Files);
