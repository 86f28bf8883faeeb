using EdgeAigc.Training.Data;
using EdgeAigc.Training.Networks;
using EdgeAigc.Training.Stages;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Tests.Stages;

/// <summary>Random latents of pictures that are called a, b, c and so on.</summary>
internal static class TinyLatents
{
    /// <summary>Id of padding in <see cref="Tokenize"/>.</summary>
    public const int Padding = 19;

    private const int Length = (int)TextEncoder.Tokens;

    /// <summary>Latents of <paramref name="pictures"/> pictures, whose deviation is 0.1.</summary>
    public static CaptionedLatents Create(int pictures, int variants = 1)
    {
        random.manual_seed(7);
        var mean = randn(pictures * variants, 8, 8, 8);
        return new(mean, full_like(mean, 0.1f), variants, Captions(pictures), Tokenize);
    }

    public static Captions Captions(int pictures) =>
        new([.. Enumerable.Range('a', pictures).Select(code => new Emoji($"{(char)code}", [new((char)code, 2)], "none"))]);

    public static TextEncoder CreateEncoder() => new(Padding + 1, Padding);

    /// <summary>Stands in for the tokenizer: a begin mark, a number for each letter, padding.</summary>
    public static long[] Tokenize(string caption) =>
        [.. $"<{caption}".PadRight(Length, '|')[..Length].Select(letter => letter == '|' ? Padding : (long)(letter % Padding))];
}
