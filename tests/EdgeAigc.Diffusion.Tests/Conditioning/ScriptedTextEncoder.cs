using EdgeAigc.Diffusion.Conditioning;

namespace EdgeAigc.Diffusion.Tests.Conditioning;

/// <summary>An encoder whose hidden states count up, and that keeps what it was asked.</summary>
internal sealed class ScriptedTextEncoder(int tokens, int width = 1, int first = 0, int? cutTo = null) : ITextEncoder
{
    public List<string> Asked { get; } = [];

    /// <summary>Whether it fails.</summary>
    public bool Fails { get; set; }

    public int? Width { get; } = width;

    public TextEmbedding Encode(string text)
    {
        Asked.Add(text);
        return Fails
            ? throw new InvalidOperationException("The encoder was told to fail.")
            : new([.. Enumerable.Range(first, tokens * width).Select(value => (float)value)], [first], tokens, width, cutTo);
    }

    public void Dispose()
    {
    }
}
