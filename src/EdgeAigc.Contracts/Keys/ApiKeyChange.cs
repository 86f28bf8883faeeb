using System.Collections.Immutable;

namespace EdgeAigc.Contracts.Keys;

/// <summary>What became of a change to the keys.</summary>
/// <param name="Key">The key after the change; null when the change was refused.</param>
/// <param name="Refusal">Why it was refused, or null.</param>
/// <param name="Unreached">Nodes that did not answer; they learn of it from the others when they are back.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.ApiKeyChange")]
public sealed record ApiKeyChange(
    [property: Id(0)] ApiKey? Key, [property: Id(1)] string? Refusal, [property: Id(2)] ImmutableArray<string> Unreached);
