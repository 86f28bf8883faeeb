using EdgeAigc.Training.Data;

namespace EdgeAigc.Training.Tests.Data;

public sealed class CaptionsTests
{
    private static readonly Emoji[] Emojis = [new("red heart", ["love", "shared"], "1"), new("star", ["shared"], "2"), new("sun", [], "3")];

    [Fact]
    public void Draw_ManyTimes_GivesEachFormInItsShare()
    {
        var drawn = Draw(index: 0, count: 20_000);

        Assert.Equal(0.10, Share(drawn, ""), 0.01);
        Assert.Equal(0.60, Share(drawn, "red heart"), 0.02);
        Assert.Equal(0.15, Share(drawn, "red heart love", "love red heart", "red heart shared", "shared red heart"), 0.01);
        Assert.Equal(0.15, Share(drawn, "love", "shared"), 0.01);
    }

    [Fact]
    public void Draw_KeywordOfManyPictures_ComesUpLess()
    {
        var drawn = Draw(index: 0, count: 20_000);

        Assert.Equal(2.0, Share(drawn, "love") / Share(drawn, "shared"), 0.3);
    }

    [Fact]
    public void Draw_ConceptWithoutKeywords_GivesNameOrNothing() => Assert.All(Draw(index: 2, count: 500), caption => Assert.True(caption is "sun" or ""));

    [Fact]
    public void All_Captions_CoverWhateverIsDrawn()
    {
        var words = new Captions(Emojis).All.SelectMany(caption => caption.Split(' ')).ToHashSet();

        Assert.All(Draw(0, 1000).Concat(Draw(1, 1000)).Where(caption => caption.Length > 0), caption => Assert.Subset(words, caption.Split(' ').ToHashSet()));
    }

    private static List<string> Draw(int index, int count)
    {
        var captions = new Captions(Emojis);
        var random = new System.Random(1);
        return [.. Enumerable.Range(0, count).Select(_ => captions.Draw(index, random))];
    }

    private static double Share(List<string> drawn, params string[] captions) => (double)drawn.Count(captions.Contains) / drawn.Count;
}
