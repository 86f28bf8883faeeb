using EdgeAigc.Training.Data;
using EdgeAigc.Training.Networks;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Stages;

/// <summary>What a denoiser is trained on: normalised latents of every variant of every picture, and what they are called.</summary>
/// <param name="mean">Normalised latent means [pictures · variants, 8, 8, 8], the variants of a picture next to each other.</param>
/// <param name="deviation">Their deviations, in the same units.</param>
/// <param name="variants">Variants of each picture.</param>
/// <param name="captions">What the pictures are called.</param>
/// <param name="tokenize">Caption → 12 token ids.</param>
internal sealed class CaptionedLatents(Tensor mean, Tensor deviation, int variants, Captions captions, Func<string, long[]> tokenize) : IDisposable
{
    // A share of the encoder's own uncertainty keeps the denoiser from learning single numbers by heart.
    private const double Uncertainty = 0.5;

    /// <summary>Draws pictures with a variant and a caption each.</summary>
    public (Tensor Indices, Tensor Tokens) Draw(int count, Random draws)
    {
        var pictures = mean.shape[0] / variants;
        var chosen = Enumerable.Range(0, count).Select(_ => (Picture: draws.Next((int)pictures), Variant: draws.Next(variants))).ToArray();
        var tokens = chosen.SelectMany(choice => tokenize(captions.Draw(choice.Picture, draws))).ToArray();
        return (
            tensor(chosen.Select(choice => ((long)choice.Picture * variants) + choice.Variant).ToArray()),
            tensor(tokens, [count, TextEncoder.Tokens]));
    }

    /// <summary>Means of the drawn latents [count, 8, 8, 8].</summary>
    public Tensor Mean((Tensor Indices, Tensor Tokens) drawn) => mean.index_select(0, drawn.Indices);

    /// <summary>The drawn latents [count, 8, 8, 8] with a share of the encoder's uncertainty.</summary>
    public Tensor Sample((Tensor Indices, Tensor Tokens) drawn)
    {
        var centre = Mean(drawn);
        return centre + (Uncertainty * deviation.index_select(0, drawn.Indices) * randn_like(centre));
    }

    /// <summary>Tokens [count, 12] of the empty caption.</summary>
    public Tensor EmptyTokens(int count) => tensor(tokenize(""), [1, TextEncoder.Tokens]).expand(count, -1);

    /// <inheritdoc/>
    public void Dispose()
    {
        mean.Dispose();
        deviation.Dispose();
    }
}
