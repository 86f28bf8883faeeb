namespace EdgeAigc.Contracts.Nodes;

/// <summary>One file of a model.</summary>
/// <param name="Path">Where it lies in the model's folder, with slashes.</param>
/// <param name="Bytes">Size in bytes.</param>
/// <param name="Sha256">SHA-256 of the whole file, in hexadecimal lower case.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.ModelFileEntry")]
public sealed record ModelFileEntry([property: Id(0)] string Path, [property: Id(1)] long Bytes, [property: Id(2)] string Sha256);
