namespace EdgeAigc.ModelStore.Fetching;

/// <summary>What one kind of place gave to a fetch that succeeded.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Bytes">Bytes that were read from there.</param>
/// <param name="Elapsed">Time that it took to read and write them.</param>
public readonly record struct FetchShare(SourceKind Kind, long Bytes, TimeSpan Elapsed);
