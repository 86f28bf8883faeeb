using EdgeAigc.Onnx;
using EdgeAigc.Onnx.Schema;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Networks;

/// <summary>
/// Token ids int64 [B, 12] → text features [B, 12, 97]: 96 channels of meaning and a last one that is 1 for tokens and
/// 0 for padding, so that the mask reaches the denoiser within the standard tensor contract.
/// </summary>
internal sealed class TextEncoder : nn.Module<Tensor, Tensor>
{
    public const long Tokens = 12;
    public const long Width = 96;
    private const long Heads = 4;

    // Added to the attention scores of padding.
    public const float Hidden = 1e4f;

    private readonly long _vocabulary;
    private readonly long _padding;
    private readonly Embedding _tokens;
    private readonly Parameter _positions;
    private readonly LayerNorm _norm1;
    private readonly Attention _attention;
    private readonly LayerNorm _norm2;
    private readonly Linear _up;
    private readonly Linear _down;
    private readonly LayerNorm _last;

    public TextEncoder(long vocabulary, long padding)
        : base("text_encoder")
    {
        (_vocabulary, _padding) = (vocabulary, padding);
        _tokens = nn.Embedding(vocabulary, Width);
        _positions = nn.Parameter(randn(Tokens, Width) * 0.02f);
        _norm1 = nn.LayerNorm(Width);
        _attention = new Attention("attention", Width, Heads);
        _norm2 = nn.LayerNorm(Width);
        _up = nn.Linear(Width, 3 * Width);
        _down = nn.Linear(3 * Width, Width);
        _last = nn.LayerNorm(Width);
        RegisterComponents();
    }

    public long Vocabulary => _vocabulary;

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var mask = input.ne(_padding).to_type(ScalarType.Float32);
        var hidden = _tokens.call(input) + _positions;
        hidden = hidden + _attention.call(_norm1.call(hidden), (mask - 1).mul(Hidden).unsqueeze(1).unsqueeze(1));
        hidden = hidden + _down.call(nn.functional.silu(_up.call(_norm2.call(hidden))));
        return cat([_last.call(hidden), mask.unsqueeze(-1)], dim: -1).MoveToOuterDisposeScope();
    }

    /// <summary>Masked mean of text features [B, 12, 97] → [B, 96].</summary>
    public static Tensor Pool(Tensor features)
    {
        using var scope = NewDisposeScope();
        var parts = features.split([Width, 1], dim: -1);
        return ((parts[0] * parts[1]).sum(1) / parts[1].sum(1)).MoveToOuterDisposeScope();
    }

    /// <summary>The whole text_encoder/model.onnx.</summary>
    public GraphBuilder Write()
    {
        var graph = new GraphBuilder("text_encoder");
        var ids = graph.Input("input_ids", TensorProto.Types.DataType.Int64, "batch", $"{Tokens}");
        var isPadding = graph.Node("Equal", [ids, graph.Integers([_padding])]);
        var mask = graph.Node("Cast", [graph.Node("Not", [isPadding])], ("to", (long)TensorProto.Types.DataType.Float));
        var hidden = graph.Node("Add", [graph.Node("Gather", [graph.Parameter(_tokens.weight!), ids]), graph.Parameter(_positions)]);
        var attended = _attention.Write(graph, graph.LayerNormalization(hidden, _norm1, Width), WriteAttentionMask(graph, mask, [1, 2]));
        hidden = graph.Node("Add", [hidden, attended]);
        var wide = graph.Silu(graph.Affine(graph.LayerNormalization(hidden, _norm2, Width), _up));
        hidden = graph.LayerNormalization(graph.Node("Add", [hidden, graph.Affine(wide, _down)]), _last, Width);
        var column = graph.Node("Unsqueeze", [mask, graph.Integers([-1], 1)]);
        var features = graph.Node("Concat", [hidden, column], ("axis", -1L));
        graph.Output("last_hidden_state", features, TensorProto.Types.DataType.Float, "batch", $"{Tokens}", $"{Width + 1}");
        graph.Output("pooler_output", WritePool(graph, features), TensorProto.Types.DataType.Float, "batch", $"{Width}");
        return graph;
    }

    public static string WritePool(GraphBuilder graph, string features)
    {
        var mask = graph.Slice(features, 2, Width, Width + 1);
        var meaning = graph.Node("Mul", [graph.Slice(features, 2, 0, Width), mask]);
        var axis = graph.Integers([1], 1);
        return graph.Node("Div",
            [graph.Node("ReduceSum", [meaning, axis], ("keepdims", 0L)), graph.Node("ReduceSum", [mask, axis], ("keepdims", 0L))]);
    }

    public static string WriteAttentionMask(GraphBuilder graph, string mask, long[] newAxes)
    {
        var shifted = graph.Node("Sub", [mask, graph.Floats([1f])]);
        return graph.Node("Unsqueeze", [graph.Node("Mul", [shifted, graph.Floats([Hidden])]), graph.Integers(newAxes, newAxes.Length)]);
    }
}
