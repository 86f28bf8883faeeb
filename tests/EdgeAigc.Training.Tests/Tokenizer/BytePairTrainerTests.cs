using EdgeAigc.Training.Tokenizer;

namespace EdgeAigc.Training.Tests.Tokenizer;

public sealed class BytePairTrainerTests
{
    [Fact]
    public void Learn_KnownCounts_MergesTheMostFrequentPairFirst()
    {
        var merges = BytePairTrainer.Learn(new Dictionary<string, int> { ["ab"] = 3, ["xab"] = 2, ["cd"] = 4 }, limit: 100);

        Assert.Equal([("a", "b</w>"), ("c", "d</w>"), ("x", "ab</w>")], merges);
    }

    [Fact]
    public void Learn_Ties_DoNotDependOnTheOrderOfWords()
    {
        string[] words = ["zebra", "apple", "bread", "grape", "beard"];
        var forward = BytePairTrainer.Learn(words.ToDictionary(word => word, _ => 1), 100);
        var backward = BytePairTrainer.Learn(words.Reverse().ToDictionary(word => word, _ => 1), 100);

        Assert.Equal(forward, backward);
    }

    [Fact]
    public void Learn_Limit_IsKept() => Assert.Equal(3, BytePairTrainer.Learn(new Dictionary<string, int> { ["strawberry"] = 1 }, limit: 3).Count);

    [Theory]
    [InlineData("aaaa")]
    [InlineData("banana")]
    [InlineData("mississippi")]
    public void Learn_RepeatedLetters_EndInOneToken(string word)
    {
        var merges = BytePairTrainer.Learn(new Dictionary<string, int> { [word] = 1 }, limit: 100);

        Assert.Equal(word + "</w>", merges[^1].Left + merges[^1].Right);
    }
}
