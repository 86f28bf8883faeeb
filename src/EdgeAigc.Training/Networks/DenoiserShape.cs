namespace EdgeAigc.Training.Networks;

/// <summary>Size of a denoiser.</summary>
/// <param name="Width">Channels of a token; a multiple of 4.</param>
/// <param name="Blocks">Transformer blocks.</param>
/// <param name="HintSide">Side of the grid to which the text prior's guess is averaged before it is a hint: 8 tells the whole latent, 2 only the
/// means of its four quarters.</param>
internal sealed record DenoiserShape(long Width = 224, int Blocks = 4, long HintSide = 8);
