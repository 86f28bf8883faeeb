using System.Collections.Immutable;

namespace EdgeAigc.Contracts.Keys;

/// <summary>All keys that a node knows.</summary>
/// <param name="Digest">Equal for equal sets.</param>
/// <param name="Keys">The keys by id, revoked ones among them.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.ApiKeySet")]
public sealed record ApiKeySet([property: Id(0)] string Digest, [property: Id(1)] ImmutableArray<ApiKey> Keys);
