namespace EdgeAigc.ModelStore.Fetching;

/// <summary>How far a fetch has come.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Source">Name of the place that it is read from just now; empty before the first byte.</param>
/// <param name="Kind">What kind of place that is.</param>
/// <param name="BytesDone">Bytes that are there.</param>
/// <param name="Bytes">Bytes of the model; 0 while that is not known.</param>
public sealed record FetchProgress(string Model, string Source, SourceKind Kind, long BytesDone, long Bytes)
{
    /// <summary>Part that is there, in [0, 1].</summary>
    public double Fraction => Bytes > 0 ? Math.Clamp((double)BytesDone / Bytes, 0, 1) : 0;
}
