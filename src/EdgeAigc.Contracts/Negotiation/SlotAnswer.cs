using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Contracts.Negotiation;

/// <summary>What a bid was answered.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Promise">What it was offered; null when it was refused.</param>
/// <param name="Utility">What the offer is worth to the request; 0 when it was refused.</param>
/// <param name="Price">What its compute is worth to others, in utility; 0 when it was refused.</param>
/// <param name="Refusal">Why it was refused, one of <see cref="FailureCodes"/>; null when it was not.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.SlotAnswer")]
public sealed record SlotAnswer(
    [property: Id(0)] string Model,
    [property: Id(1)] GenerationPromise? Promise,
    [property: Id(2)] double Utility,
    [property: Id(3)] double Price,
    [property: Id(4)] string? Refusal);
