namespace EdgeAigc.Contracts.Generation;

/// <summary>What a node promised for a request when it took it.</summary>
/// <param name="Steps">Denoising steps at least.</param>
/// <param name="Quality">Estimated quality with these steps, from 0 to 1, by the model's measured curve.</param>
/// <param name="Finish">Time from the bid until the image has left the node, at the latest.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.GenerationPromise")]
public sealed record GenerationPromise(
    [property: Id(0)] int Steps, [property: Id(1)] double Quality, [property: Id(2)] TimeSpan Finish);
