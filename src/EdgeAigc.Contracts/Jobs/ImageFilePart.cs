namespace EdgeAigc.Contracts.Jobs;

/// <summary>A part of an image that is kept, on its way. The parts follow each other without gaps and make up the file.</summary>
/// <param name="ContentType">Media type of the file, such as <c>image/png</c>.</param>
/// <param name="ExpiresAt">When the file goes at the latest.</param>
/// <param name="TotalBytes">Size of the file in bytes.</param>
/// <param name="Bytes">The part. Shared, not copied, inside a silo: never write to it.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.ImageFilePart")]
public sealed record ImageFilePart(
    [property: Id(0)] string ContentType, [property: Id(1)] DateTimeOffset ExpiresAt, [property: Id(2)] int TotalBytes, [property: Id(3)] byte[] Bytes);
