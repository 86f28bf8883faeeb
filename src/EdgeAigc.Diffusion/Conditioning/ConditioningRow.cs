namespace EdgeAigc.Diffusion.Conditioning;

/// <summary>One row of a network batch: what goes into each extra input, flattened, by input name.</summary>
internal sealed record ConditioningRow(IReadOnlyDictionary<string, float[]> Inputs);
