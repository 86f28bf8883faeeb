namespace EdgeAigc.Diffusion.Engine;

/// <summary>The job waits for its model to be loaded.</summary>
/// <param name="Model">Name of the model.</param>
public sealed record ModelLoading(string Model) : JobProgress;
