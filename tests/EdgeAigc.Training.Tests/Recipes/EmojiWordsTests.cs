using EdgeAigc.Training.Data;
using EdgeAigc.Training.Networks;
using EdgeAigc.Training.Recipes;
using EdgeAigc.Training.Tokenizer;

namespace EdgeAigc.Training.Tests.Recipes;

public sealed class EmojiWordsTests : IDisposable
{
    private readonly TinyZoo _zoo = new();

    public void Dispose() => _zoo.Dispose();

    private EmojiWords Words => _zoo.Words;

    [Fact]
    public void Split_TwentyConcepts_HoldsOneBackThatTheSheetDoesNotName()
    {
        var heldOut = Assert.Single(Words.Split.HeldOut);

        Assert.NotEqual("ax thing", heldOut.Name);
        Assert.DoesNotContain(heldOut.Name, Words.Split.Training.Select(emoji => emoji.Name));
        Assert.Equal([heldOut], Words.HeldOutOf(EmojiStyle.Noto).Select(picture => picture.Emoji));
        Assert.Equal(Words.Split.Training, Words.PicturesOf(EmojiStyle.Noto).Select(picture => picture.Emoji));
    }

    [Fact]
    public void PicturesOf_StyleWithoutPictures_IsEmpty() => Assert.Empty(Words.PicturesOf(EmojiStyle.Fluent));

    [Fact]
    public void Tokenize_EveryCaption_IsFramedWithinTheWindow()
    {
        var captions = new Captions(Words.Split.Training);
        var random = new System.Random(1);
        var drawn = Enumerable.Range(0, 3000).Select(draw => captions.Draw(draw % Words.Split.Training.Count, random));

        Assert.All(drawn, caption => AssertFramed(Words.Tokenize(caption)));
    }

    [Fact]
    public void Tokenize_LongCaption_IsCutAndKeepsItsEnd()
    {
        var ids = Words.Tokenize(string.Join(' ', Enumerable.Repeat("thing", 30)));

        AssertFramed(ids);
        Assert.Equal(EndMark, ids[^1]);
        Assert.Single(ids[1..^1].Distinct());
    }

    [Fact]
    public void Tokenize_WordsOfCaptions_AreOneTokenEach()
    {
        Assert.Equal(4, Words.Tokenize("ax thing").TakeWhile(id => id != Padding).Count());
        Assert.Equal(7, Words.Tokenize("please a picture of thing").TakeWhile(id => id != Padding).Count());
        Assert.Equal(5, Words.Tokenize("ax thing!").TakeWhile(id => id != Padding).Count());
    }

    [Fact]
    public void CreateEncoder_Vocabulary_IsThatOfTheTokenizer()
    {
        using var encoder = Words.CreateEncoder();

        Assert.Equal(TokenizerFiles.Vocabulary(Words.Folder), encoder.Vocabulary);
    }

    private long Padding => TokenizerFiles.PaddingId(Words.Folder);

    private long EndMark => Padding - 1;

    // Begin mark, words, end mark, padding.
    private void AssertFramed(long[] ids)
    {
        Assert.Equal(TextEncoder.Tokens, ids.Length);
        Assert.Equal(Padding - 2, ids[0]);
        Assert.Single(ids, EndMark);
        Assert.All(ids.SkipWhile(id => id != EndMark).Skip(1), id => Assert.Equal(Padding, id));
        Assert.DoesNotContain(Padding, ids.TakeWhile(id => id != EndMark));
    }
}
