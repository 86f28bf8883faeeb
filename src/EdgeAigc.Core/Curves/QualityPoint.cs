namespace EdgeAigc.Core.Curves;

/// <summary>One level of a quality curve.</summary>
/// <param name="Steps">Denoising steps L.</param>
/// <param name="Score">Score as it was measured; more is better.</param>
/// <param name="Quality">Q(L) in [0, 1]: the score made monotone and normalised.</param>
public readonly record struct QualityPoint(int Steps, double Score, double Quality);
