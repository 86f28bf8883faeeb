using EdgeAigc.Diffusion.Onnx;

namespace EdgeAigc.Diffusion.Conditioning;

/// <summary>Several encoders of the same text: their hidden states side by side for each token, the pooled text of the last one
/// (Podell et al., arXiv 2307.01952, section 2.1).</summary>
/// <param name="name">Name of the model, for messages.</param>
/// <param name="encoders">The encoders; disposed with this object.</param>
internal sealed class JoinedTextEncoder(string name, IReadOnlyList<ITextEncoder> encoders) : ITextEncoder
{
    /// <inheritdoc/>
    public int? Width => encoders.Aggregate((int?)0, (sum, encoder) => sum + encoder.Width);

    /// <inheritdoc/>
    public TextEmbedding Encode(string text)
    {
        var parts = encoders.Select(encoder => encoder.Encode(text)).ToList();
        var tokens = parts[0].Tokens;
        if (parts.Any(part => part.Tokens != tokens))
        {
            throw new InferenceException(
                name,
                $"The text encoders give {string.Join(" and ", parts.Select(part => part.Tokens))} tokens; their tokenizers must have the "
                + "same model_max_length.");
        }

        var width = parts.Sum(part => part.Width);
        var joined = new float[tokens * width];
        var column = 0;
        foreach (var part in parts)
        {
            for (var token = 0; token < tokens; token++)
                part.HiddenStates.AsSpan(token * part.Width, part.Width).CopyTo(joined.AsSpan((token * width) + column));
            column += part.Width;
        }

        return new(joined, parts[^1].Pooled, tokens, width, parts.Min(part => part.CutTo));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var encoder in encoders)
            encoder.Dispose();
    }
}
