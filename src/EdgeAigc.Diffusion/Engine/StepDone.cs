namespace EdgeAigc.Diffusion.Engine;

/// <summary>A denoising step is finished.</summary>
/// <param name="Step">Its number, from 1.</param>
/// <param name="Steps">Number of the last step.</param>
public sealed record StepDone(int Step, int Steps) : JobProgress;
