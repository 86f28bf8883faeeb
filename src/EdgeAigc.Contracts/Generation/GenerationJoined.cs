namespace EdgeAigc.Contracts.Generation;

/// <summary>The request was sent before under this id, and this is the same run of it: nothing is made anew. Where it comes, it is the first event.</summary>
[GenerateSerializer, Immutable, Alias("edgeaigc.GenerationJoined")]
public sealed record GenerationJoined : GenerationEvent;
