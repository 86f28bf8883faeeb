namespace EdgeAigc.Training.Sheet;

/// <summary>How sheets are drawn; what is null takes the model's default.</summary>
/// <param name="Model">Model folder.</param>
/// <param name="Seed">Seed of every picture.</param>
/// <param name="Steps">Denoising steps.</param>
/// <param name="Guidance">Guidance scale.</param>
/// <param name="Threads">Threads of the engine.</param>
internal sealed record SheetSettings(string Model, long Seed, int? Steps = null, double? Guidance = null, int Threads = 1);
