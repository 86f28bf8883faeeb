namespace EdgeAigc.Diffusion.Conditioning;

/// <summary>One row of a network batch: what goes into each input besides the latents and the timestep.</summary>
/// <param name="Inputs">Elements of the row by <see cref="ConditioningInputs">input name</see>, without the batch axis. The arrays
/// may be shared with other requests: nobody writes to them.</param>
internal sealed record ConditioningRow(IReadOnlyDictionary<string, float[]> Inputs);
