namespace EdgeAigc.Contracts.Jobs;

/// <summary>An image that is kept for a time.</summary>
/// <param name="Bytes">The file. Shared, not copied, inside a silo: never write to it.</param>
/// <param name="ContentType">Its media type, such as <c>image/png</c>.</param>
/// <param name="ExpiresAt">When it goes at the latest.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.ImageFile")]
public sealed record ImageFile([property: Id(0)] byte[] Bytes, [property: Id(1)] string ContentType, [property: Id(2)] DateTimeOffset ExpiresAt);
