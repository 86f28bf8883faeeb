using EdgeAigc.Diffusion.Tokenizers;
using EdgeAigc.Training.Data;
using EdgeAigc.Training.Networks;
using EdgeAigc.Training.Tokenizer;

namespace EdgeAigc.Training.Recipes;

/// <summary>The concepts, which of them are held out, and the tokenizer for their names. All styles share them, so that a model
/// can start from one of another style.</summary>
internal sealed class EmojiWords
{
    private const double HeldOutShare = 0.05;
    private const int MostMerges = 4000;

    private readonly EmojiData _data;
    private readonly ClipTokenizer _tokenizer;

    /// <param name="data">The training data.</param>
    /// <param name="keep">Names that are never held out.</param>
    /// <param name="seed">Seed of the choice.</param>
    /// <param name="folder">Folder to write the tokenizer into.</param>
    public EmojiWords(EmojiData data, IReadOnlySet<string> keep, int seed, string folder)
    {
        _data = data;
        Split = EmojiSplit.Of(data.Emojis, keep, HeldOutShare, seed);
        Folder = folder;
        TokenizerFiles.Write(folder, new Captions(Split.Training).All, MostMerges);
        _tokenizer = ClipTokenizer.TryOpen(folder, out var fault) ?? throw new InvalidOperationException($"{fault!.File}: {fault.Message}");
    }

    /// <summary>What is trained on and what is held out.</summary>
    public EmojiSplit Split { get; }

    /// <summary>Folder of the tokenizer.</summary>
    public string Folder { get; }

    /// <summary>The pictures that a style has for the concepts to train on.</summary>
    public IReadOnlyList<(Emoji Emoji, string Path)> PicturesOf(EmojiStyle style) => _data.PicturesOf(style, Split.Training);

    /// <summary>The pictures that a style has for held-out concepts.</summary>
    public IReadOnlyList<(Emoji Emoji, string Path)> HeldOutOf(EmojiStyle style) => _data.PicturesOf(style, Split.HeldOut);

    /// <summary>Caption → 12 token ids.</summary>
    public long[] Tokenize(string caption) => [.. _tokenizer.Encode(caption).Ids.Select(id => (long)id)];

    /// <summary>An untrained encoder for the tokenizer's ids.</summary>
    public TextEncoder CreateEncoder() => new(TokenizerFiles.Vocabulary(Folder), TokenizerFiles.PaddingId(Folder));
}
