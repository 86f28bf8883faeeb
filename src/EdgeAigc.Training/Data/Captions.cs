namespace EdgeAigc.Training.Data;

/// <summary>Draws what a picture is called in one training step.</summary>
internal sealed class Captions(IReadOnlyList<Emoji> emojis)
{
    private const double Empty = 0.1;
    private const double Name = 0.6;
    private const double NameWithKeyword = 0.15;

    // A keyword that many pictures share tells little about any of them: it is drawn in proportion to its rarity.
    private readonly Dictionary<string, int> _uses = emojis.SelectMany(emoji => emoji.Keywords)
        .GroupBy(keyword => keyword, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);

    /// <summary>Every caption that can be drawn, for the tokenizer.</summary>
    public IEnumerable<string> All => emojis.SelectMany(emoji => emoji.Keywords.Prepend(emoji.Name));

    /// <summary>A caption for picture <paramref name="index"/>; empty in one of ten draws (classifier-free guidance).</summary>
    public string Draw(int index, Random random)
    {
        var emoji = emojis[index];
        var dice = random.NextDouble();
        if (dice < Empty)
            return "";
        if (dice < Empty + Name || emoji.Keywords.Count == 0)
            return emoji.Name;

        var keyword = DrawKeyword(emoji.Keywords, random);
        if (dice < Empty + Name + NameWithKeyword)
            return random.Next(2) == 0 ? $"{emoji.Name} {keyword}" : $"{keyword} {emoji.Name}";
        return keyword;
    }

    private string DrawKeyword(IReadOnlyList<string> keywords, Random random)
    {
        var total = keywords.Sum(keyword => 1.0 / _uses[keyword]);
        var rest = random.NextDouble() * total;
        foreach (var keyword in keywords)
        {
            rest -= 1.0 / _uses[keyword];
            if (rest <= 0)
                return keyword;
        }

        return keywords[^1];
    }
}
