using EdgeAigc.Training.Data;

namespace EdgeAigc.Training.Tests.Data;

public sealed class EmojiSplitTests
{
    // Names of one concept that the keywords of another can spell: "hot dog" from "hot" + "dog".
    private static readonly Emoji[] Emojis =
    [
        new("hot dog", ["sausage"], "1"), new("hot", ["dog", "hot dog", "warm"], "2"), new("dog", ["hot", "pet"], "3"),
        .. Enumerable.Range(0, 37).Select(index => new Emoji($"thing {(char)('a' + (index % 26))}{index / 26}", ["common", "hot dog"], $"{index}")),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Draw_AnyTrainingCaption_IsNeverAHeldOutName(int seed)
    {
        var kept = Emojis.Select(emoji => emoji.Name).Where(name => name != "hot dog" && !name.StartsWith("thing", StringComparison.Ordinal)).ToHashSet();
        var split = EmojiSplit.Of(Emojis, kept, 0.95, seed);
        Assert.Contains("hot dog", split.HeldOut.Select(emoji => emoji.Name));
        var heldOut = split.HeldOut.Select(emoji => emoji.Name).ToHashSet();
        var captions = new Captions(split.Training);
        var random = new System.Random(seed);

        // Neither alone nor between the words of a phrase.
        for (var draw = 0; draw < 5000; draw++)
        {
            var caption = $" {captions.Draw(draw % split.Training.Count, random).TrimEnd('!', '.', '?', ',')} ";
            Assert.DoesNotContain(heldOut, name => caption.Contains($" {name} ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Of_KeptNames_AreNeverHeldOut()
    {
        var split = EmojiSplit.Of(Emojis, new HashSet<string> { "hot dog", "dog" }, 0.95, seed: 1);

        Assert.DoesNotContain(split.HeldOut, emoji => emoji.Name is "hot dog" or "dog");
    }

    [Fact]
    public void Of_SameSeed_HoldsOutTheSameNamesAndLosesNone()
    {
        var first = EmojiSplit.Of(Emojis, new HashSet<string>(), 0.05, seed: 1);
        var second = EmojiSplit.Of(Emojis, new HashSet<string>(), 0.05, seed: 1);

        Assert.Equal(first.HeldOut, second.HeldOut);
        Assert.Equal(2, first.HeldOut.Count);
        Assert.Equal(Emojis.Length, first.Training.Count + first.HeldOut.Count);
    }
}
