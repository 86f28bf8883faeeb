using System.Collections.Immutable;

namespace EdgeAigc.Contracts.Generation;

/// <summary>A node took the request.</summary>
/// <param name="Model">Name of the model that serves it.</param>
/// <param name="Node">Name of the node that serves it.</param>
/// <param name="Promise">What the node promised.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.GenerationAccepted")]
public sealed record GenerationAccepted(
    [property: Id(0)] string Model, [property: Id(1)] string Node, [property: Id(2)] GenerationPromise? Promise = null) : GenerationEvent
{
    /// <summary>The offers that there were to choose from, that of <see cref="Node"/> among them.</summary>
    [Id(3)] public ImmutableArray<GenerationOffer> Offers { get; init; } = [];
}
