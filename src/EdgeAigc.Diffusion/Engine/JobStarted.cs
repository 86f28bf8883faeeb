namespace EdgeAigc.Diffusion.Engine;

/// <summary>The device took the job up.</summary>
/// <param name="Device">The device, as in <see cref="IDenoisingEngine.Device"/>.</param>
/// <param name="Steps">Denoising steps it will run.</param>
/// <param name="Guidance">Guidance scale in use.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Queued">How long it waited.</param>
public sealed record JobStarted(string Device, int Steps, double Guidance, int Width, int Height, TimeSpan Queued) : JobProgress;
