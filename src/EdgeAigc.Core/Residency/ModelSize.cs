namespace EdgeAigc.Core.Residency;

/// <summary>A model and the memory it occupies.</summary>
/// <param name="Model">Name.</param>
/// <param name="Bytes">Memory in bytes.</param>
public readonly record struct ModelSize(string Model, long Bytes);
