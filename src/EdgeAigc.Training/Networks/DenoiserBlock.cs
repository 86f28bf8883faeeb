using EdgeAigc.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Networks;

/// <summary>
/// A transformer block over image and text tokens together, modulated by timestep and pooled text: shift, scale and
/// gate of both branches are the shared modulation plus a learned offset of the block (adaLN-single of PixArt-α,
/// arXiv 2310.00426, §2.3).
/// </summary>
internal sealed class DenoiserBlock : nn.Module<Tensor, Tensor, Tensor, Tensor>
{
    private readonly long _width;
    private readonly Parameter _offset;
    private readonly LayerNorm _norm1;
    private readonly Attention _attention;
    private readonly LayerNorm _norm2;
    private readonly Linear _up;
    private readonly Linear _down;

    public DenoiserBlock(string name, long width, long heads)
        : base(name)
    {
        _width = width;
        _offset = nn.Parameter(zeros(6, width));
        _norm1 = nn.LayerNorm(width, elementwise_affine: false);
        _attention = new Attention("attention", width, heads);
        _norm2 = nn.LayerNorm(width, elementwise_affine: false);
        _up = nn.Linear(width, 3 * width);
        _down = nn.Linear(3 * width, width);
        RegisterComponents();
    }

    /// <param name="input">Tokens [B, T, width].</param>
    /// <param name="modulation">Shared modulation [B, 6, width].</param>
    /// <param name="mask">Additive mask [B, 1, 1, T].</param>
    public override Tensor forward(Tensor input, Tensor modulation, Tensor mask)
    {
        using var scope = NewDisposeScope();
        var parts = (modulation + _offset).chunk(6, dim: 1);
        var hidden = input + (parts[2] * _attention.call((_norm1.call(input) * (1 + parts[1])) + parts[0], mask));
        var wide = nn.functional.silu(_up.call((_norm2.call(hidden) * (1 + parts[4])) + parts[3]));
        return (hidden + (parts[5] * _down.call(wide))).MoveToOuterDisposeScope();
    }

    public string Write(GraphBuilder graph, string input, string modulation, string mask)
    {
        var all = graph.Node("Add", [modulation, graph.Parameter(_offset)]);
        var parts = Enumerable.Range(0, 6).Select(index => graph.Slice(all, 1, index, index + 1)).ToArray();
        var attended = _attention.Write(graph, Modulate(graph, graph.LayerNormalization(input, _norm1, _width), parts[0], parts[1]), mask);
        var hidden = graph.Node("Add", [input, graph.Node("Mul", [parts[2], attended])]);
        var wide = graph.Silu(graph.Affine(Modulate(graph, graph.LayerNormalization(hidden, _norm2, _width), parts[3], parts[4]), _up));
        return graph.Node("Add", [hidden, graph.Node("Mul", [parts[5], graph.Affine(wide, _down)])]);
    }

    private static string Modulate(GraphBuilder graph, string input, string shift, string scale) =>
        graph.Node("Add", [graph.Node("Mul", [input, graph.Node("Add", [scale, graph.Floats([1f])])]), shift]);
}
