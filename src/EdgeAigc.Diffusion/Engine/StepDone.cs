namespace EdgeAigc.Diffusion.Engine;

/// <summary>A denoising step is finished.</summary>
/// <param name="Step">Its number, from 1.</param>
/// <param name="Steps">Number of the last step.</param>
/// <param name="Preview">What the network sees of the picture by now, as an image file; null unless it was asked for.</param>
public sealed record StepDone(int Step, int Steps, byte[]? Preview = null) : JobProgress;
