namespace EdgeAigc.Diffusion.Conditioning;

/// <summary>A text as the network sees it. Shared by all requests for the text: nobody writes to the arrays.</summary>
/// <param name="HiddenStates">Elements of [S, W].</param>
/// <param name="Pooled">The text as a whole, [P]; null when the model wants none.</param>
/// <param name="Tokens">S, the tokenizer's window.</param>
/// <param name="Width">W, numbers for each token.</param>
/// <param name="CutTo">Tokens of the text that were kept when its end was cut off, else null.</param>
internal sealed record TextEmbedding(float[] HiddenStates, float[]? Pooled, int Tokens, int Width, int? CutTo)
{
    /// <summary>Bytes of the arrays.</summary>
    public long Bytes => sizeof(float) * ((long)HiddenStates.Length + (Pooled?.Length ?? 0));
}
