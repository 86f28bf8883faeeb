using EdgeAigc.Training.Data;

namespace EdgeAigc.Training.Tests.Data;

public sealed class CaptionsTests
{
    private static readonly Emoji[] Emojis = [new("red heart", ["love", "shared"], "1"), new("star", ["shared"], "2"), new("sun", [], "3")];

    private static readonly char[] Endings = ['!', '.', '?', ','];

    [Fact]
    public void Draw_ManyTimes_GivesEachFormInItsShare()
    {
        var drawn = Draw(index: 0, count: 40_000);
        const double known = 0.92 * 0.92;   // Neither with an unknown word nor with punctuation.
        const double plain = 0.75 * known;  // Nor framed.

        Assert.Equal(0.10, Share(drawn, ""), 0.01);
        Assert.Equal(0.60 * plain, Share(drawn, "red heart"), 0.01);
        Assert.Equal(0.15 * plain, Share(drawn, "red heart love", "love red heart", "red heart shared", "shared red heart"), 0.01);
        Assert.Equal(0.15 * plain, Share(drawn, "love", "shared"), 0.01);
        Assert.Equal(0.60 * 0.25 * known / 9, Share(drawn, "a red heart"), 0.005);
        Assert.Equal(0.60 * 0.25 * known / 9, Share(drawn, "a picture of a red heart"), 0.005);
    }

    [Fact]
    public void Draw_ManyTimes_PunctuatesOneInTwelveOfThoseWithWords()
    {
        var drawn = Draw(index: 0, count: 40_000);

        Assert.All(Endings, ending => Assert.Equal(0.90 * 0.08 / 4, (double)drawn.Count(caption => caption.EndsWith(ending)) / drawn.Count, 0.004));
        Assert.DoesNotContain(drawn, caption => caption.IndexOfAny(Endings) is >= 0 and var at && at < caption.Length - 1);
    }

    [Theory]
    [InlineData("cute")]
    [InlineData("please")]
    [InlineData("high quality")]
    [InlineData("for me")]
    public void Draw_ManyTimes_PutsFillersBeforeAndBehind(string filler)
    {
        var drawn = Draw(index: 0, count: 40_000).ConvertAll(Words);

        // One of twenty fillers in half of the eight in a hundred that get a word, on either side.
        Assert.Equal(0.90 * 0.04 / 40, (double)drawn.Count(caption => caption.StartsWith(filler + " ", StringComparison.Ordinal)) / drawn.Count, 0.0006);
        Assert.Equal(0.90 * 0.04 / 40, (double)drawn.Count(caption => caption.EndsWith(" " + filler, StringComparison.Ordinal)) / drawn.Count, 0.0006);
    }

    [Fact]
    public void Draw_ManyTimes_PutsInWordsThatNothingIsCalled()
    {
        var known = new Captions(Emojis).All.SelectMany(caption => caption.Split(' ')).ToHashSet();
        var drawn = Draw(index: 0, count: 40_000).ConvertAll(Words);

        var unknown = drawn.SelectMany(caption => caption.Split(' ').Except(known)).ToList();

        Assert.Equal(0.90 * 0.04, (double)unknown.Count / drawn.Count, 0.005);
        Assert.All(unknown, word => Assert.InRange(word.Length, 2, 4));
        Assert.True(unknown.Distinct().Count() > 300);
    }

    [Fact]
    public void Draw_KeywordOfManyPictures_ComesUpLess()
    {
        var drawn = Draw(index: 0, count: 40_000);

        Assert.Equal(2.0, Share(drawn, "love") / Share(drawn, "shared"), 0.3);
    }

    [Fact]
    public void Draw_ConceptWithoutKeywords_NamesItOrNothing() =>
        Assert.All(Draw(index: 2, count: 500), caption => Assert.True(caption.Length == 0 || Words(caption).Split(' ').Contains("sun")));

    [Fact]
    public void All_Captions_CoverEveryWordWithAMeaning()
    {
        var words = new Captions(Emojis).All.SelectMany(caption => caption.Split(' ')).ToHashSet();
        var drawn = Draw(0, 1000).Concat(Draw(1, 1000))
            .SelectMany(caption => Words(caption).Split(' ', StringSplitOptions.RemoveEmptyEntries));

        // Words without vowels stand for words that are not known.
        Assert.Subset(words, drawn.Where(word => word.Any(letter => "aeiouy".Contains(letter, StringComparison.Ordinal))).ToHashSet());
    }

    private static List<string> Draw(int index, int count)
    {
        var captions = new Captions(Emojis);
        var random = new System.Random(1);
        return [.. Enumerable.Range(0, count).Select(_ => captions.Draw(index, random))];
    }

    private static string Words(string caption) => caption.TrimEnd(Endings);

    private static double Share(List<string> drawn, params string[] captions) => (double)drawn.Count(captions.Contains) / drawn.Count;
}
