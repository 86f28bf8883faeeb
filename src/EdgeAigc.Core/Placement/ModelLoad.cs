namespace EdgeAigc.Core.Placement;

/// <summary>A model that becomes resident.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Source">Where its files come from.</param>
public sealed record ModelLoad(string Model, LoadSource Source);
