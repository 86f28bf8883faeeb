using EdgeAigc.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Networks;

/// <summary>Multi-head self-attention over [B, T, width] with an additive mask [B, 1, 1, T].</summary>
internal sealed class Attention : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly long _heads;
    private readonly long _headWidth;
    private readonly Linear _qkv;
    private readonly Linear _out;

    public Attention(string name, long width, long heads)
        : base(name)
    {
        _heads = heads;
        _headWidth = width / heads;
        _qkv = nn.Linear(width, 3 * width);
        _out = nn.Linear(width, width);
        RegisterComponents();
    }

    private float Scale => 1f / MathF.Sqrt(_headWidth);

    public override Tensor forward(Tensor input, Tensor mask)
    {
        using var scope = NewDisposeScope();
        var (batch, tokens, width) = (input.shape[0], input.shape[1], input.shape[2]);
        var parts = _qkv.call(input).view(batch, tokens, 3, _heads, _headWidth).permute(2, 0, 3, 1, 4);
        var scores = matmul(parts[0], parts[1].transpose(-2, -1)) * Scale + mask;
        var mixed = matmul(scores.softmax(-1), parts[2]).transpose(1, 2).reshape(batch, tokens, width);
        return _out.call(mixed).MoveToOuterDisposeScope();
    }

    public string Write(GraphBuilder graph, string input, string mask)
    {
        var packed = graph.Reshape(graph.Affine(input, _qkv), 0, 0, 3, _heads, _headWidth);
        var parts = graph.Transpose(packed, 2, 0, 3, 1, 4);
        var queries = Part(graph, parts, 0);
        var keys = graph.Transpose(Part(graph, parts, 1), 0, 1, 3, 2);
        var scores = graph.Node("Mul", [graph.Node("MatMul", [queries, keys]), graph.Floats([Scale])]);
        var weights = graph.Node("Softmax", [graph.Node("Add", [scores, mask])], ("axis", -1L));
        var mixed = graph.Transpose(graph.Node("MatMul", [weights, Part(graph, parts, 2)]), 0, 2, 1, 3);
        return graph.Affine(graph.Reshape(mixed, 0, 0, _heads * _headWidth), _out);
    }

    private static string Part(GraphBuilder graph, string parts, long index) => graph.Node("Gather", [parts, graph.Integers([index])], ("axis", 0L));
}
