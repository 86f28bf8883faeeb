namespace EdgeAigc.Diffusion.Models;

/// <summary>How much of a model's files is in its folder.</summary>
/// <param name="Source">Where they come from, as people call it.</param>
/// <param name="Fraction">Part of their bytes that is there, in [0, 1].</param>
public sealed record ModelFetchProgress(string Source, double Fraction);
