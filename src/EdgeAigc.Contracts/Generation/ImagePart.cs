namespace EdgeAigc.Contracts.Generation;

/// <summary>A part of the finished image on its way, at the rate that was promised. The parts follow each other without gaps and make up
/// the file; <see cref="GenerationCompleted"/> comes after the last one.</summary>
/// <param name="Offset">Where in the file it begins, in bytes.</param>
/// <param name="Total">Size of the file in bytes.</param>
/// <param name="Bytes">The part. Shared, not copied, inside a silo: never write to it.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.ImagePart")]
public sealed record ImagePart([property: Id(0)] int Offset, [property: Id(1)] int Total, [property: Id(2)] byte[] Bytes) : GenerationEvent;
