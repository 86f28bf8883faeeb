namespace EdgeAigc.ModelStore.Manifests;

/// <summary>A file whose hash is known for as long as its size and time of writing stay.</summary>
/// <param name="Path">Where it lies in the model's folder, with slashes.</param>
/// <param name="Bytes">Size in bytes.</param>
/// <param name="Written">Last write, in ticks of UTC.</param>
/// <param name="Sha256">SHA-256 of the whole file.</param>
internal sealed record KnownFile(string Path, long Bytes, long Written, string Sha256);
