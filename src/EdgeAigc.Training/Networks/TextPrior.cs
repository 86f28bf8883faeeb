using EdgeAigc.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Networks;

/// <summary>
/// Guesses the latent from the text alone: [B, 96] → [B, 8, 8, 8]. Given to the denoiser as a hint, it makes prompts
/// recognisable after a short training, at the price that seeds differ little.
/// </summary>
internal sealed class TextPrior : nn.Module<Tensor, Tensor>
{
    private const long Width = 320;
    private const long Side = 8;

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

    public string Write(GraphBuilder graph, string pooled) =>
        graph.Reshape(graph.Affine(graph.Silu(graph.Affine(pooled, _in)), _out), -1, LatentEncoder.LatentChannels, Side, Side);
}
