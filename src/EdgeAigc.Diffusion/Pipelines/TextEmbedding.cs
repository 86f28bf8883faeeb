namespace EdgeAigc.Diffusion.Pipelines;

/// <summary>A text as the network sees it.</summary>
/// <param name="Values">Elements of [S, H].</param>
/// <param name="Tokens">S, the tokenizer's window.</param>
/// <param name="Width">H, numbers for each token.</param>
internal sealed record TextEmbedding(float[] Values, long Tokens, long Width);
