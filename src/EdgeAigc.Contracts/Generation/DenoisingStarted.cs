namespace EdgeAigc.Contracts.Generation;

/// <summary>The request left the node's queue. Unset members of the request now have their values.</summary>
/// <param name="Device">Device that runs the model, such as <c>CPU (2 threads)</c> or <c>CUDA:0</c>.</param>
/// <param name="Steps">Denoising steps that will be made.</param>
/// <param name="Guidance">Guidance scale in use.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.DenoisingStarted")]
public sealed record DenoisingStarted(
    [property: Id(0)] string Device,
    [property: Id(1)] int Steps,
    [property: Id(2)] double Guidance,
    [property: Id(3)] int Width,
    [property: Id(4)] int Height) : GenerationEvent;
