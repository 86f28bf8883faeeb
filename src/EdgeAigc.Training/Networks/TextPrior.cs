using EdgeAigc.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Networks;

/// <summary>
/// Guesses the latent from the text alone: [B, 96] → [B, 8, 8, 8]. Given to the denoiser as a hint, it makes prompts
/// recognisable after a short training; the finer the hint, the less seeds and denoising steps are left to decide.
/// </summary>
internal sealed class TextPrior : nn.Module<Tensor, Tensor>
{
    private const long Width = 320;
    private const long Side = 8;

    private static readonly long[] CellAxes = [3, 5];

    private readonly Linear _in;
    private readonly Linear _out;

    public TextPrior()
        : base("text_prior")
    {
        _in = nn.Linear(TextEncoder.Width, Width);
        _out = nn.Linear(Width, LatentEncoder.LatentChannels * Side * Side);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return _out.call(nn.functional.silu(_in.call(input))).view(-1, LatentEncoder.LatentChannels, Side, Side).MoveToOuterDisposeScope();
    }

    /// <summary>What is left of a guess [B, 8, 8, 8] when each cell of a side × side grid keeps its mean alone.</summary>
    public static Tensor Coarse(Tensor guess, long side)
    {
        using var scope = NewDisposeScope();
        var cell = Side / side;
        return guess.reshape(-1, LatentEncoder.LatentChannels, side, cell, side, cell).mean(CellAxes, keepdim: true)
            .expand(-1, -1, -1, cell, -1, cell).reshape(guess.shape).MoveToOuterDisposeScope();
    }

    /// <summary>Writes the guess and what <see cref="Coarse"/> leaves of it.</summary>
    public string Write(GraphBuilder graph, string pooled, long side)
    {
        var guess = graph.Affine(graph.Silu(graph.Affine(pooled, _in)), _out);
        var cell = Side / side;
        if (cell == 1)
            return graph.Reshape(guess, -1, LatentEncoder.LatentChannels, Side, Side);
        var cells = graph.Reshape(guess, -1, LatentEncoder.LatentChannels, side, cell, side, cell);
        var mean = graph.Node("ReduceMean", [cells], ("axes", CellAxes), ("keepdims", 1L));
        var spread = graph.Node("Tile", [mean, graph.Integers([1, 1, 1, cell, 1, cell], 6)]);
        return graph.Reshape(spread, -1, LatentEncoder.LatentChannels, Side, Side);
    }
}
