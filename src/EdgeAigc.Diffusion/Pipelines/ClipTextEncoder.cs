using EdgeAigc.Diffusion.Onnx;
using EdgeAigc.Diffusion.Tokenizers;

namespace EdgeAigc.Diffusion.Pipelines;

/// <summary>Tokenizer and text encoder of Stable Diffusion 1.x/2.x: the last hidden state, one text at a time.</summary>
internal sealed class ClipTextEncoder : IDisposable
{
    private readonly ClipTokenizer _tokenizer;
    private readonly OnnxModel _model;
    private readonly OnnxCall _call;

    /// <exception cref="Models.ModelException">The model does not fit.</exception>
    public ClipTextEncoder(ClipTokenizer tokenizer, OnnxModel model)
    {
        _tokenizer = tokenizer;
        _model = model;
        model.RequireInputs("input_ids", "attention_mask");
        long[] shape = [1, tokenizer.MaxLength];
        _call = new(
            model,
            new Dictionary<string, long[]> { ["input_ids"] = shape, ["attention_mask"] = shape },
            model.RequireOutput("last_hidden_state"));
    }

    /// <summary>Encodes a text.</summary>
    /// <param name="text">The text; may be empty.</param>
    /// <param name="what">What it is, for the warning that its end was cut off.</param>
    /// <param name="warnings">Takes the warning.</param>
    public TextEmbedding Encode(string text, string what, ICollection<string> warnings)
    {
        var tokens = _tokenizer.Encode(text);
        if (tokens.Truncated)
            warnings.Add($"The {what} is longer than the model's {tokens.ContentTokens} tokens; its end was cut off.");
        int[] ids = [.. tokens.Ids];
        var mask = new int[ids.Length];
        mask.AsSpan(0, tokens.ContentTokens + 2).Fill(1);
        _call.Write("input_ids", ids);
        _call.Write("attention_mask", mask);
        var result = _call.RunToCopy();
        return result.Shape is [1, var length, var width]
            ? new(result.Values, length, width)
            : throw new InferenceException(
                _model.File, $"The hidden state has the shape {result.ShapeText}; it must be [1, tokens, width].");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _call.Dispose();
        _model.Dispose();
    }
}
