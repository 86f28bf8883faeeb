namespace EdgeAigc.Load.Fuzzing;

/// <summary>Bytes that a client might send.</summary>
/// <param name="Kind">How they were made.</param>
/// <param name="Bytes">The bytes.</param>
internal sealed record FuzzRequest(string Kind, byte[] Bytes);
