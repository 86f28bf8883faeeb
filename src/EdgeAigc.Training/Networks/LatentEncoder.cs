using EdgeAigc.Onnx;
using EdgeAigc.Training.Data;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Networks;

/// <summary>
/// Picture [B, 3, 64, 64] in −1…1 → mean and log-variance of the latent, [B, 16, 8, 8]. Training needs it, and models that can
/// start from a picture.
/// </summary>
internal sealed class LatentEncoder : nn.Module<Tensor, Tensor>
{
    public const long LatentChannels = 8;

    private readonly Conv2d _in;
    private readonly ResidualBlock _fine;
    private readonly Conv2d _down;
    private readonly ResidualBlock _coarse;
    private readonly GroupNorm _norm;
    private readonly Conv2d _out;
    private readonly Conv2d _shortcut;

    public LatentEncoder()
        : base("latent_encoder")
    {
        _in = nn.Conv2d(48, 64, 3, padding: 1);
        _fine = new ResidualBlock("fine", 64);
        _down = nn.Conv2d(64, 96, 3, stride: 2, padding: 1);
        _coarse = new ResidualBlock("coarse", 96);
        _norm = Layers.Norm(96);
        _out = nn.Conv2d(96, 2 * LatentChannels, 1);
        _shortcut = nn.Conv2d(192, LatentChannels, 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var hidden = _fine.call(_in.call(nn.functional.pixel_unshuffle(input, 4)));
        hidden = _coarse.call(_down.call(hidden));
        hidden = _out.call(nn.functional.silu(_norm.call(hidden)));
        var parts = hidden.chunk(2, dim: 1);
        var mean = parts[0] + _shortcut.call(nn.functional.pixel_unshuffle(input, 8));
        return cat([mean, parts[1].clamp(-12, 4)], dim: 1).MoveToOuterDisposeScope();
    }

    /// <summary>Writes the network; mean [B, 8, 8, 8] and log-variance [B, 8, 8, 8].</summary>
    public (string Mean, string LogVariance) Write(GraphBuilder graph, string input)
    {
        var hidden = _fine.Write(graph, graph.Convolution(graph.PixelUnshuffle(input, 3, Pictures.Side, 4), _in));
        hidden = _coarse.Write(graph, graph.Convolution(hidden, _down, stride: 2, padding: 1));
        hidden = graph.Convolution(graph.Silu(graph.GroupNormalization(hidden, _norm)), _out);
        var shortcut = graph.Convolution(graph.PixelUnshuffle(input, 3, Pictures.Side, 8), _shortcut);
        var mean = graph.Node("Add", [graph.Slice(hidden, 1, 0, LatentChannels), shortcut]);
        var logVariance = graph.Slice(hidden, 1, LatentChannels, 2 * LatentChannels);
        return (mean, graph.Node("Clip", [logVariance, graph.Floats([-12f]), graph.Floats([4f])]));
    }
}
