namespace EdgeAigc.Diffusion.Conditioning;

/// <summary>What one request tells the network in each of its denoising steps.</summary>
/// <param name="Rows">[negative, positive] under classifier-free guidance, else [positive].</param>
/// <param name="Guidance">w in <c>neg + w·(pos − neg)</c>; without effect on a single row.</param>
/// <param name="GuidanceRescale">φ, how far the guided prediction is pulled back to the deviation of the positive one, 0 to 1
/// (Lin et al., arXiv 2305.08891, equations 15 and 16); without effect on a single row.</param>
/// <param name="Tokens">S, the length of the text.</param>
/// <param name="Width">W, numbers for each token.</param>
internal sealed record RequestConditioning(
    IReadOnlyList<ConditioningRow> Rows, float Guidance, float GuidanceRescale, int Tokens, int Width);
