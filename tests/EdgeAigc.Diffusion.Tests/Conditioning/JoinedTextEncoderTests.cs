using EdgeAigc.Diffusion.Conditioning;
using EdgeAigc.Diffusion.Onnx;

namespace EdgeAigc.Diffusion.Tests.Conditioning;

public sealed class JoinedTextEncoderTests
{
    [Fact]
    public void Encode_TwoEncoders_JoinsEachTokenAndKeepsTheLastPooledText()
    {
        using var joined = new JoinedTextEncoder(
            "xl", [new ScriptedTextEncoder(2, width: 1, first: 10, cutTo: null), new ScriptedTextEncoder(2, width: 2, first: 20, cutTo: 5)]);
        var embedding = joined.Encode("text");
        Assert.Equal([10, 20, 21, 11, 22, 23], embedding.HiddenStates);
        Assert.Equal([20f], embedding.Pooled!);
        Assert.Equal((2, 3, 5), (embedding.Tokens, embedding.Width, embedding.CutTo));
        Assert.Equal(3, joined.Width);
    }

    [Fact]
    public void Encode_EncodersOfDifferentLengths_NamesTheLengthsAndTheKey()
    {
        using var joined = new JoinedTextEncoder("xl", [new ScriptedTextEncoder(2), new ScriptedTextEncoder(3)]);
        var exception = Assert.Throws<InferenceException>(() => joined.Encode("text"));
        Assert.Contains("2 and 3 tokens", exception.Message, StringComparison.Ordinal);
        Assert.Contains("model_max_length", exception.Message, StringComparison.Ordinal);
    }
}
