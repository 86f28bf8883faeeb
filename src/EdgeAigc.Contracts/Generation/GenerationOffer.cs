namespace EdgeAigc.Contracts.Generation;

/// <summary>An offer that a request received, whether or not it was taken.</summary>
/// <param name="Node">Name of the node that made it.</param>
/// <param name="Promise">What the request would get.</param>
/// <param name="Utility">What it is worth to the request; the greatest is taken.</param>
/// <param name="Price">What its compute is worth to others, in utility.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.GenerationOffer")]
public sealed record GenerationOffer(
    [property: Id(0)] string Node, [property: Id(1)] GenerationPromise Promise, [property: Id(2)] double Utility, [property: Id(3)] double Price);
