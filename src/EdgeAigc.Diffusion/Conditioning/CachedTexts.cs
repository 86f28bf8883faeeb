namespace EdgeAigc.Diffusion.Conditioning;

/// <summary>The texts of jobs through an encoder with a cache in front of it.</summary>
/// <param name="encoder">The encoder; disposed with this object.</param>
/// <param name="cache">The cache.</param>
internal sealed class CachedTexts(ITextEncoder encoder, TextEmbeddingCache cache) : IDisposable
{
    /// <summary>Encodes a text.</summary>
    /// <param name="text">The text; may be empty.</param>
    /// <param name="what">What it is, for the warning that its end was cut off.</param>
    /// <param name="warnings">Takes the warning.</param>
    public TextEmbedding Encode(string text, string what, ICollection<string> warnings)
    {
        var embedding = cache.GetOrEncode(encoder, text);
        if (embedding.CutTo is { } kept)
            warnings.Add($"The {what} is longer than the model's {kept} tokens; its end was cut off.");
        return embedding;
    }

    /// <inheritdoc/>
    public void Dispose() => encoder.Dispose();
}
