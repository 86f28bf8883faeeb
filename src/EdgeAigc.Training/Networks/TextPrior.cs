using EdgeAigc.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Networks;

/// <summary>
/// Guesses the latent from the text alone: [B, 96] → [B, 8, 8, 8], of which every cell of a coarser
/// grid has one value. Given to the denoiser as a hint, it makes prompts recognisable after a short training; the finer its
/// grid, the less seeds and denoising steps are left to decide.
/// </summary>
internal sealed class TextPrior : nn.Module<Tensor, Tensor>
{
    private const long Width = 320;
    private const long LatentSide = 8;

    private readonly long _side;

    private readonly Linear _in;
    private readonly Linear _out;

    public TextPrior(long side)
        : base("text_prior")
    {
        _side = side;
        _in = nn.Linear(TextEncoder.Width, Width);
        _out = nn.Linear(Width, LatentEncoder.LatentChannels * side * side);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var cells = _out.call(nn.functional.silu(_in.call(input))).view(-1, LatentEncoder.LatentChannels, _side, 1, _side, 1);
        var spread = cells.expand(-1, -1, -1, LatentSide / _side, -1, LatentSide / _side);
        return spread.reshape(-1, LatentEncoder.LatentChannels, LatentSide, LatentSide).MoveToOuterDisposeScope();
    }

    /// <summary>What the guess should have been: latents [B, 8, 8, 8] averaged over each cell of the grid.</summary>
    public Tensor Target(Tensor latents)
    {
        using var scope = NewDisposeScope();
        var cell = LatentSide / _side;
        return latents.view(-1, LatentEncoder.LatentChannels, _side, cell, _side, cell).mean([3, 5], keepdim: true)
            .expand(-1, -1, -1, cell, -1, cell).reshape(latents.shape).MoveToOuterDisposeScope();
    }

    public string Write(GraphBuilder graph, string pooled)
    {
        var guess = graph.Affine(graph.Silu(graph.Affine(pooled, _in)), _out);
        var cell = LatentSide / _side;
        if (cell == 1)
            return graph.Reshape(guess, -1, LatentEncoder.LatentChannels, LatentSide, LatentSide);
        var cells = graph.Reshape(guess, -1, LatentEncoder.LatentChannels, _side, 1, _side, 1);
        var spread = graph.Node("Tile", [cells, graph.Integers([1, 1, 1, cell, 1, cell], 6)]);
        return graph.Reshape(spread, -1, LatentEncoder.LatentChannels, LatentSide, LatentSide);
    }
}
