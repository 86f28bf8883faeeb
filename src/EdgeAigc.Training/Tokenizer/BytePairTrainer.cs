namespace EdgeAigc.Training.Tokenizer;

/// <summary>
/// Learns byte-pair merges (Sennrich et al., arXiv 1508.07909) from words in the alphabet of CLIP's tokenizer: the last
/// letter of a word carries the end mark <c>&lt;/w&gt;</c>.
/// </summary>
internal static class BytePairTrainer
{
    public const string EndOfWord = "</w>";

    /// <summary>Merges in the order of their rank, until every word is one token or the limit is reached.</summary>
    /// <param name="words">Words of ASCII letters and digits with their counts.</param>
    /// <param name="limit">Most merges to learn.</param>
    public static List<(string Left, string Right)> Learn(IReadOnlyDictionary<string, int> words, int limit)
    {
        var split = words.OrderBy(word => word.Key, StringComparer.Ordinal)
            .Select(word => (Pieces: Letters(word.Key), Count: word.Value)).ToList();
        var merges = new List<(string, string)>();
        while (merges.Count < limit && MostFrequent(split) is { } pair)
        {
            merges.Add(pair);
            foreach (var (pieces, _) in split)
                Merge(pieces, pair);
        }

        return merges;
    }

    private static List<string> Letters(string word) =>
        [.. word.Select((letter, index) => index == word.Length - 1 ? letter + EndOfWord : letter.ToString())];

    // Ties go to the pair that sorts first, so that the same words give the same merges.
    private static (string Left, string Right)? MostFrequent(List<(List<string> Pieces, int Count)> words)
    {
        var counts = new Dictionary<(string, string), int>();
        foreach (var (pieces, count) in words)
        {
            for (var index = 1; index < pieces.Count; index++)
            {
                var pair = (pieces[index - 1], pieces[index]);
                counts[pair] = counts.GetValueOrDefault(pair) + count;
            }
        }

        return counts.Count == 0
            ? null
            : counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.Item1, StringComparer.Ordinal)
                .ThenBy(pair => pair.Key.Item2, StringComparer.Ordinal).First().Key;
    }

    private static void Merge(List<string> pieces, (string Left, string Right) pair)
    {
        for (var index = 0; index + 1 < pieces.Count; index++)
        {
            if (pieces[index] != pair.Left || pieces[index + 1] != pair.Right)
                continue;
            pieces[index] = pair.Left + pair.Right;
            pieces.RemoveAt(index + 1);
        }
    }
}
