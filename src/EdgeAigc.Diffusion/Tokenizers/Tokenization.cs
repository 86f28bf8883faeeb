namespace EdgeAigc.Diffusion.Tokenizers;

/// <summary>A text as token ids.</summary>
/// <param name="Ids">Start token, content, end token, then padding up to the tokenizer's window.</param>
/// <param name="ContentTokens">Tokens of the text itself that are in <paramref name="Ids"/>, without the frame and the padding.</param>
/// <param name="Truncated">Whether tokens at the end of the text did not fit.</param>
public sealed record Tokenization(IReadOnlyList<int> Ids, int ContentTokens, bool Truncated);
