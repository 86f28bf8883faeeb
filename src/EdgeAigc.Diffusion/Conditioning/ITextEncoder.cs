namespace EdgeAigc.Diffusion.Conditioning;

/// <summary>Turns a text into numbers, always the same ones. Not for several threads at once.</summary>
internal interface ITextEncoder : IDisposable
{
    /// <summary>W, numbers for each token; null when the model leaves it open until it runs.</summary>
    int? Width { get; }

    /// <summary>Encodes a text, which may be empty.</summary>
    /// <exception cref="Onnx.InferenceException">The model failed.</exception>
    TextEmbedding Encode(string text);
}
