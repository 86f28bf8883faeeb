namespace EdgeAigc.Contracts.Generation;

/// <summary>A denoising step is done.</summary>
/// <param name="Step">Steps done so far, from 1.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Preview">What the model sees of the image by now, as a file in the request's format; null unless it was asked for.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.DenoisingStep")]
public sealed record DenoisingStep(
    [property: Id(0)] int Step, [property: Id(1)] int Steps, [property: Id(2)] byte[]? Preview = null) : GenerationEvent;
