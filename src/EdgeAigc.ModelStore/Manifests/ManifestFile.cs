namespace EdgeAigc.ModelStore.Manifests;

/// <summary>One file of a model.</summary>
/// <param name="Path">Where it lies in the model's folder, with slashes.</param>
/// <param name="Bytes">Size in bytes.</param>
/// <param name="Sha256">SHA-256 of the whole file, in hexadecimal lower case.</param>
public sealed record ManifestFile(string Path, long Bytes, string Sha256);
