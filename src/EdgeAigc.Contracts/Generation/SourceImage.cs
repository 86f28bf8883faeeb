namespace EdgeAigc.Contracts.Generation;

/// <summary>A picture that a request starts from. Equal by content, so that a request that is sent again is the same request.</summary>
/// <param name="Bytes">A PNG, JPEG or WebP file.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.SourceImage")]
public sealed record SourceImage([property: Id(0)] byte[] Bytes)
{
    /// <inheritdoc/>
    public bool Equals(SourceImage? other) => other is not null && Bytes.AsSpan().SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }
}
