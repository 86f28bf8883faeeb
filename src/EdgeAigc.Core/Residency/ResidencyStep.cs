namespace EdgeAigc.Core.Residency;

/// <summary>What a node does next to come to its plan.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Model">With which model; null where there is nothing to do, or nothing can be done yet.</param>
public readonly record struct ResidencyStep(ResidencyAction Action, string? Model = null);
