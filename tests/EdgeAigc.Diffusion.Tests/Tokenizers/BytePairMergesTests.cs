using System.Text;
using EdgeAigc.Diffusion.Tokenizers;

namespace EdgeAigc.Diffusion.Tests.Tokenizers;

public sealed class BytePairMergesTests
{
    [Fact]
    public void Merge_RandomMergesAndWords_DoesWhatTheRuleSays()
    {
        var random = new System.Random(11);
        for (var n = 0; n < 300; n++)
        {
            var pairs = RandomPairs(random);
            var lines = string.Join('\n', pairs.Select(pair => $"{pair.Left} {pair.Right}"));
            var merges = BytePairMerges.Read(new StringReader(lines), "merges.txt");
            var word = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => (char)random.Next('a', 'd')));
            Assert.Equal(ByTheRule(pairs, word), merges.Merge(word).Select(symbol => merges.Symbols[symbol]));
        }
    }

    [Fact]
    public void Read_MoreLinesThanClipHas_StopsThere()
    {
        var lines = new StringBuilder();
        for (var i = 0; i < 48_894; i++)
            lines.Append(System.Globalization.CultureInfo.InvariantCulture, $"x{i} y\n");
        lines.Append("a b</w>\n");
        var merges = BytePairMerges.Read(new StringReader(lines.ToString()), "merges.txt");
        Assert.Equal(["a", "b</w>"], merges.Merge("ab").Select(symbol => merges.Symbols[symbol]));
    }

    /// <summary>Merges of symbols that exist when they are listed, as training makes them.</summary>
    private static List<(string Left, string Right)> RandomPairs(System.Random random)
    {
        List<string> symbols = ["a", "b", "c", "a</w>", "b</w>", "c</w>"];
        var pairs = new List<(string, string)>();
        for (var i = 0; i < 25; i++)
        {
            var (left, right) = (symbols[random.Next(symbols.Count)], symbols[random.Next(symbols.Count)]);
            if (left.EndsWith("</w>", StringComparison.Ordinal) || pairs.Contains((left, right)))
                continue;
            pairs.Add((left, right));
            symbols.Add(left + right);
        }

        return pairs;
    }

    private static List<string> ByTheRule(List<(string Left, string Right)> pairs, string word)
    {
        var parts = word.Select(character => $"{character}").ToList();
        parts[^1] += "</w>";
        while (true)
        {
            var ranked = pairs.FindIndex(pair => Enumerable.Range(0, parts.Count - 1).Any(i => (parts[i], parts[i + 1]) == pair));
            if (ranked < 0)
                return parts;
            for (var i = 0; i < parts.Count - 1; i++)
            {
                if ((parts[i], parts[i + 1]) != pairs[ranked])
                    continue;
                parts[i] += parts[i + 1];
                parts.RemoveAt(i + 1);
            }
        }
    }
}
