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

    /// <summary>Latents of <paramref name="pictures"/> pictures, whose deviation is 0.1.</summary>
    public static CaptionedLatents Create(int pictures, int variants = 1)
    {
        random.manual_seed(7);
        var mean = randn(pictures * variants, 8, 8, 8);
        return new(mean, full_like(mean, 0.1f), variants, Captions(pictures), Tokenize);
    }

    public static Captions Captions(int pictures) =>
        new([.. Enumerable.Range(0, pictures).Select(index => (char)('a' + index)).Select(letter => new Emoji($"{letter}", [$"{letter}{letter}"], "none"))]);

    public static TextEncoder CreateEncoder() => new(Padding + 1, Padding);

    /// <summary>Stands in for the tokenizer: a begin mark, a number for each letter, padding.</summary>
    public static long[] Tokenize(string caption) =>
        [.. $"<{caption}".PadRight((int)TextEncoder.Tokens, '|')[..(int)TextEncoder.Tokens].Select(letter => letter == '|' ? Padding : (long)(letter % Padding))];
}
