namespace EdgeAigc.Core.Allocation;

/// <summary>A step level that a request may be served at.</summary>
/// <param name="Steps">Denoising steps L, from 1.</param>
/// <param name="Quality">Q(L) in [0, 1].</param>
public readonly record struct StepQuality(int Steps, double Quality);
