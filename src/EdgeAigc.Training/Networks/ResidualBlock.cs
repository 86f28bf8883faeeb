using EdgeAigc.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Networks;

/// <summary>x + conv(silu(norm(conv(silu(norm(x)))))): [B, C, h, w] → the same.</summary>
internal sealed class ResidualBlock : nn.Module<Tensor, Tensor>
{
    private readonly GroupNorm _norm1;
    private readonly GroupNorm _norm2;
    private readonly Conv2d _conv1;
    private readonly Conv2d _conv2;

    public ResidualBlock(string name, long channels)
        : base(name)
    {
        _norm1 = Layers.Norm(channels);
        _conv1 = nn.Conv2d(channels, channels, 3, padding: 1);
        _norm2 = Layers.Norm(channels);
        _conv2 = nn.Conv2d(channels, channels, 3, padding: 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var hidden = _conv1.call(nn.functional.silu(_norm1.call(input)));
        hidden = _conv2.call(nn.functional.silu(_norm2.call(hidden)));
        return (input + hidden).MoveToOuterDisposeScope();
    }

    public string Write(GraphBuilder graph, string input)
    {
        var hidden = graph.Convolution(graph.Silu(graph.GroupNormalization(input, _norm1)), _conv1);
        hidden = graph.Convolution(graph.Silu(graph.GroupNormalization(hidden, _norm2)), _conv2);
        return graph.Node("Add", [input, hidden]);
    }
}
