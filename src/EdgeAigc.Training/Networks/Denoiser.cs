using EdgeAigc.Onnx;
using EdgeAigc.Onnx.Schema;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Networks;

/// <summary>
/// Noisy latent [B, 8, 8, 8], timestep [B] and text features [B, 12, 97] → predicted velocity [B, 8, 8, 8]
/// (v-prediction, arXiv 2202.00512). Latent and prior are cut into 16 patches of 2×2.
/// </summary>
internal sealed class Denoiser : nn.Module<Tensor, Tensor, Tensor, Tensor>
{
    private const long Heads = 4;
    private const long Patches = 16;
    private const long Channels = LatentEncoder.LatentChannels;
    private const int Frequencies = 64;

    private readonly TextPrior _prior;
    private readonly DenoiserShape _shape;
    private readonly long _width;
    private readonly Conv2d _patches;
    private readonly Parameter _positions;
    private readonly Linear _text;
    private readonly Linear _time1;
    private readonly Linear _time2;
    private readonly Linear _pooled;
    private readonly Linear _modulation;
    private readonly ModuleList<DenoiserBlock> _blocks;
    private readonly LayerNorm _norm;
    private readonly Linear _out;

    public Denoiser(DenoiserShape shape)
        : base("denoiser")
    {
        _shape = shape;
        _width = shape.Width;
        _prior = new TextPrior();
        _patches = nn.Conv2d(2 * Channels, _width, 2, stride: 2);
        _positions = nn.Parameter(randn(Patches, _width) * 0.02f);
        _text = nn.Linear(TextEncoder.Width + 1, _width);
        _time1 = nn.Linear(2 * Frequencies, _width);
        _time2 = nn.Linear(_width, _width);
        _pooled = nn.Linear(TextEncoder.Width, _width);
        _modulation = Layers.ZeroLinear(_width, 6 * _width);
        _blocks = nn.ModuleList(Enumerable.Range(0, shape.Blocks).Select(index => new DenoiserBlock($"block{index}", _width, Heads)).ToArray());
        _norm = nn.LayerNorm(_width);
        _out = Layers.ZeroLinear(_width, 4 * Channels);
        RegisterComponents();
    }

    /// <summary>A denoiser with the same parameters.</summary>
    /// <param name="hintSide">Side of its hint; null for the same.</param>
    public Denoiser Copy(long? hintSide = null)
    {
        using var quiet = no_grad();
        var copy = new Denoiser(_shape with { HintSide = hintSide ?? _shape.HintSide });
        foreach (var (target, source) in copy.parameters().Zip(parameters()))
            target.copy_(source);
        return copy;
    }

    /// <summary>Mean squared error of the guess from the text alone: features [B, 12, 97] against latents [B, 8, 8, 8].</summary>
    public Tensor GuessLoss(Tensor features, Tensor latents)
    {
        using var scope = NewDisposeScope();
        return nn.functional.mse_loss(_prior.call(TextEncoder.Pool(features)), latents).MoveToOuterDisposeScope();
    }

    public override Tensor forward(Tensor sample, Tensor timestep, Tensor features)
    {
        using var scope = NewDisposeScope();
        var pooled = TextEncoder.Pool(features);
        var image = _patches.call(cat([sample, TextPrior.Coarse(_prior.call(pooled), _shape.HintSide)], dim: 1)).flatten(2).transpose(1, 2) + _positions;
        var tokens = cat([image, _text.call(features)], dim: 1);
        var textMask = (features.slice(2, TextEncoder.Width, TextEncoder.Width + 1, 1).squeeze(-1) - 1) * TextEncoder.Hidden;
        var mask = cat([zeros(sample.shape[0], Patches), textMask], dim: 1).unsqueeze(1).unsqueeze(1);
        var time = _time2.call(nn.functional.silu(_time1.call(Sinusoid(timestep))));
        var modulation = _modulation.call(nn.functional.silu(time + _pooled.call(pooled))).view(-1, 6, _width);
        foreach (var block in _blocks)
            tokens = block.call(tokens, modulation, mask);

        var patches = _out.call(_norm.call(tokens.slice(1, 0, Patches, 1)));
        return nn.functional.pixel_shuffle(patches.transpose(1, 2).reshape(-1, 4 * Channels, 4, 4), 2).MoveToOuterDisposeScope();
    }

    /// <summary>The whole unet/model.onnx; timesteps are per sample, so a batch may hold requests at different steps.</summary>
    public GraphBuilder Write()
    {
        var graph = new GraphBuilder("unet");
        var sample = graph.Input("sample", TensorProto.Types.DataType.Float, "batch", $"{Channels}", "8", "8");
        var timestep = graph.Input("timestep", TensorProto.Types.DataType.Float, "batch");
        var features = graph.Input("encoder_hidden_states", TensorProto.Types.DataType.Float, "batch", $"{TextEncoder.Tokens}", $"{TextEncoder.Width + 1}");
        var pooled = TextEncoder.WritePool(graph, features);
        var tokens = WriteTokens(graph, sample, features, pooled);
        var mask = WriteMask(graph, features);
        var modulation = WriteModulation(graph, timestep, pooled);
        foreach (var block in _blocks)
            tokens = block.Write(graph, tokens, modulation, mask);

        var patches = graph.Affine(graph.LayerNormalization(graph.Slice(tokens, 1, 0, Patches), _norm, _width), _out);
        var grid = graph.Reshape(graph.Transpose(patches, 0, 2, 1), 0, 4 * Channels, 4, 4);
        var output = graph.Node("DepthToSpace", [grid], ("blocksize", 2L), ("mode", "CRD"));
        graph.Output("out_sample", output, TensorProto.Types.DataType.Float, "batch", $"{Channels}", "8", "8");
        return graph;
    }

    private string WriteTokens(GraphBuilder graph, string sample, string features, string pooled)
    {
        var hinted = graph.Node("Concat", [sample, _prior.Write(graph, pooled, _shape.HintSide)], ("axis", 1L));
        var patches = graph.Transpose(graph.Reshape(graph.Convolution(hinted, _patches, stride: 2), 0, _width, Patches), 0, 2, 1);
        var image = graph.Node("Add", [patches, graph.Parameter(_positions)]);
        return graph.Node("Concat", [image, graph.Affine(features, _text)], ("axis", 1L));
    }

    private static string WriteMask(GraphBuilder graph, string features)
    {
        var text = graph.Reshape(graph.Slice(features, 2, TextEncoder.Width, TextEncoder.Width + 1), 0, TextEncoder.Tokens);
        var padded = graph.Node("Pad", [text, graph.Integers([0, Patches, 0, 0], 4), graph.Floats([1f])]);
        return TextEncoder.WriteAttentionMask(graph, padded, [1, 2]);
    }

    private string WriteModulation(GraphBuilder graph, string timestep, string pooled)
    {
        var column = graph.Node("Unsqueeze", [timestep, graph.Integers([1], 1)]);
        var angles = graph.Node("Mul", [column, graph.Floats(FrequencyTable(), 1, Frequencies)]);
        var sinusoid = graph.Node("Concat", [graph.Node("Cos", [angles]), graph.Node("Sin", [angles])], ("axis", 1L));
        var time = graph.Affine(graph.Silu(graph.Affine(sinusoid, _time1)), _time2);
        var condition = graph.Silu(graph.Node("Add", [time, graph.Affine(pooled, _pooled)]));
        return graph.Reshape(graph.Affine(condition, _modulation), 0, 6, _width);
    }

    private static Tensor Sinusoid(Tensor timestep)
    {
        using var scope = NewDisposeScope();
        var angles = timestep.unsqueeze(1) * tensor(FrequencyTable(), [1, Frequencies]);
        return cat([angles.cos(), angles.sin()], dim: 1).MoveToOuterDisposeScope();
    }

    private static float[] FrequencyTable() =>
        [.. Enumerable.Range(0, Frequencies).Select(index => (float)Math.Exp(-Math.Log(10_000) * index / Frequencies))];
}
