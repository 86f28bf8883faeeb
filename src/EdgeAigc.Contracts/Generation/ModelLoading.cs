namespace EdgeAigc.Contracts.Generation;

/// <summary>The model was not in memory; the node is loading it and the request waits for it.</summary>
/// <param name="Model">Name of the model.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.ModelLoading")]
public sealed record ModelLoading([property: Id(0)] string Model) : GenerationEvent;
