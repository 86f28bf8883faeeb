namespace EdgeAigc.Contracts.Generation;

/// <summary>The request has no deadline and waits until a node has capacity for it. Told again every few seconds.</summary>
/// <param name="Model">Name of the model that it waits for.</param>
/// <param name="Waiting">Requests that wait on the node where fewest do, this one included.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.GenerationQueued")]
public sealed record GenerationQueued([property: Id(0)] string Model, [property: Id(1)] int Waiting) : GenerationEvent;
