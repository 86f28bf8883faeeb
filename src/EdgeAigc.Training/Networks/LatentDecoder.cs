using EdgeAigc.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Networks;

/// <summary>Latent [B, 8, 8, 8] → picture [B, 3, 64, 64], about −1…1.</summary>
internal sealed class LatentDecoder : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d _in;
    private readonly ResidualBlock _coarse;
    private readonly Conv2d _to80;
    private readonly ResidualBlock _middle;
    private readonly Conv2d _to40;
    private readonly ResidualBlock _fine;
    private readonly GroupNorm _norm;
    private readonly Conv2d _out;

    public LatentDecoder()
        : base("latent_decoder")
    {
        _in = nn.Conv2d(LatentEncoder.LatentChannels, 128, 3, padding: 1);
        _coarse = new ResidualBlock("coarse", 128);
        _to80 = nn.Conv2d(128, 80, 1);
        _middle = new ResidualBlock("middle", 80);
        _to40 = nn.Conv2d(80, 40, 1);
        _fine = new ResidualBlock("fine", 40);
        _norm = Layers.Norm(40);
        _out = nn.Conv2d(40, 12, 3, padding: 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var hidden = Double(_to80.call(_coarse.call(_in.call(input))));
        hidden = Double(_to40.call(_middle.call(hidden)));
        hidden = _out.call(nn.functional.silu(_norm.call(_fine.call(hidden))));
        return nn.functional.pixel_shuffle(hidden, 2).MoveToOuterDisposeScope();
    }

    public string Write(GraphBuilder graph, string input)
    {
        var hidden = graph.Convolution(_coarse.Write(graph, graph.Convolution(input, _in)), _to80);
        hidden = graph.Convolution(_middle.Write(graph, graph.DoubleNearest(hidden)), _to40);
        hidden = graph.GroupNormalization(_fine.Write(graph, graph.DoubleNearest(hidden)), _norm);
        hidden = graph.Convolution(graph.Silu(hidden), _out);
        return graph.Node("DepthToSpace", [hidden], ("blocksize", 2L), ("mode", "CRD"));
    }

    private static Tensor Double(Tensor input) =>
        nn.functional.interpolate(input, scale_factor: [2, 2], mode: InterpolationMode.Nearest);
}
