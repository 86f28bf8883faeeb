namespace EdgeAigc.Grains.Coordination;

/// <summary>What a state file holds.</summary>
/// <param name="Version">Rises with each write.</param>
/// <param name="State">The state.</param>
internal sealed record VersionedState<T>(long Version, T State);
