using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Onnx;
using EdgeAigc.Diffusion.Tokenizers;

namespace EdgeAigc.Diffusion.Conditioning;

/// <summary>A tokenizer and the CLIP text encoder behind it, one text at a time.</summary>
internal sealed class ClipTextEncoder : ITextEncoder
{
    private const string Ids = "input_ids";
    private const string Mask = "attention_mask";

    private readonly ClipTokenizer _tokenizer;
    private readonly OnnxModel _model;
    private readonly OnnxCall _call;

    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="model">The encoder; disposed with this object.</param>
    /// <param name="outputs">The outputs to take.</param>
    /// <exception cref="ModelException">The model does not fit.</exception>
    public ClipTextEncoder(ClipTokenizer tokenizer, OnnxModel model, ClipOutputs outputs)
    {
        _tokenizer = tokenizer;
        _model = model;
        model.RequireInputs(Ids, Mask);
        Width = model.Outputs.First(output => output.Name == outputs.HiddenStates).FixedDimension(2);
        long[] shape = [1, tokenizer.MaxLength];
        string[] names = outputs.Pooled is null ? [outputs.HiddenStates] : [outputs.HiddenStates, outputs.Pooled];
        _call = new(model, new Dictionary<string, long[]> { [Ids] = shape, [Mask] = shape }, names);
    }

    /// <inheritdoc/>
    public int? Width { get; }

    /// <inheritdoc/>
    public TextEmbedding Encode(string text)
    {
        var tokens = _tokenizer.Encode(text);
        int[] ids = [.. tokens.Ids];
        var mask = new int[ids.Length];
        mask.AsSpan(0, tokens.ContentTokens + 2).Fill(1);
        _call.Write(Ids, ids);
        _call.Write(Mask, mask);
        var results = _call.Run();
        var hidden = results[0];
        if (hidden.Shape is not [1, var length, var width])
            throw Misshapen("hidden states", hidden, "[1, tokens, width]");
        var pooled = results.Length > 1 ? results[1] : null;
        if (pooled is { Shape: not [1, _] })
            throw Misshapen("pooled text", pooled, "[1, width]");
        return new(hidden.Values, pooled?.Values, (int)length, (int)width, tokens.Truncated ? tokens.ContentTokens : null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _call.Dispose();
        _model.Dispose();
    }

    private InferenceException Misshapen(string what, FloatTensor tensor, string expected) =>
        new(_model.File, $"The {what} come in the shape {tensor.ShapeText}; it must be {expected}.");
}
