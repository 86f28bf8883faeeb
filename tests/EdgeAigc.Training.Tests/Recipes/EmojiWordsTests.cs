using EdgeAigc.Training.Data;
using EdgeAigc.Training.Networks;
using EdgeAigc.Training.Recipes;
using EdgeAigc.Training.Tokenizer;

namespace EdgeAigc.Training.Tests.Recipes;

public sealed class EmojiWordsTests : IDisposable
{
    private readonly TinyZoo _zoo = new();
    private readonly long _padding;

    public EmojiWordsTests() => _padding = TokenizerFiles.PaddingId(Words.Folder);

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
        var drawn = Enumerable.Range(0, 1000).Select(draw => captions.Draw(draw % Words.Split.Training.Count, random)).Distinct();

        Assert.All(drawn, caption => AssertFramed(Words.Tokenize(caption)));
    }

    [Fact]
    public void Tokenize_LongCaption_IsCutAndKeepsItsEnd()
    {
        var ids = Words.Tokenize(string.Join(' ', Enumerable.Repeat("thing", 30)));

        AssertFramed(ids);
        Assert.Equal(_padding - 1, ids[^1]);
        Assert.Single(ids[1..^1].Distinct());
    }

    [Fact]
    public void Tokenize_WordsOfCaptions_AreOneTokenEach()
    {
        Assert.Equal(4, Words.Tokenize("ax thing").TakeWhile(id => id != _padding).Count());
        Assert.Equal(7, Words.Tokenize("please a picture of thing").TakeWhile(id => id != _padding).Count());
        Assert.Equal(5, Words.Tokenize("ax thing!").TakeWhile(id => id != _padding).Count());
    }

    [Fact]
    public void CreateEncoder_Vocabulary_IsThatOfTheTokenizer()
    {
        using var encoder = Words.CreateEncoder();

        Assert.Equal(TokenizerFiles.Vocabulary(Words.Folder), encoder.Vocabulary);
    }

    // Begin mark, words, end mark, padding.
    private void AssertFramed(long[] ids)
    {
        Assert.Equal(TextEncoder.Tokens, ids.Length);
        var endMark = _padding - 1;
        Assert.Equal(_padding - 2, ids[0]);
        Assert.Single(ids, endMark);
        Assert.All(ids.SkipWhile(id => id != endMark).Skip(1), id => Assert.Equal(_padding, id));
        Assert.DoesNotContain(_padding, ids.TakeWhile(id => id != endMark));
    }
}
