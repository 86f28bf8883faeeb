namespace EdgeAigc.Diffusion.Engine;

/// <summary>A model in memory.</summary>
/// <param name="Name">Name of the model.</param>
/// <param name="Bytes">Memory that it occupies.</param>
public sealed record ResidentModel(string Name, long Bytes);
