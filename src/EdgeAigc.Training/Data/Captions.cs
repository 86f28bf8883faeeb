namespace EdgeAigc.Training.Data;

/// <summary>Draws what a picture is called in one training step.</summary>
internal sealed class Captions(IReadOnlyList<Emoji> emojis)
{
    private const double Empty = 0.1;
    private const double Name = 0.6;
    private const double NameWithKeyword = 0.15;
    private const double Framed = 0.25;
    private const double WithUnknownWord = 0.08;
    private const double Punctuated = 0.08;
    private const int NameWeight = 10;
    private const string Consonants = "bcdfghjklmnpqrstvwxz";

    // People write whole phrases; a model that knows bare names alone is led astray by "a".
    private static readonly string[] Frames =
        ["a {0}", "an {0}", "the {0}", "{0} emoji", "{0} icon", "an emoji of a {0}", "a picture of a {0}", "a photo of a {0}", "a drawing of a {0}"];

    private static readonly string[] Endings = ["!", ".", "?", ","];

    // Words that say how a picture should be, and that no picture here answers to.
    private static readonly string[] Fillers =
    [
        "cute", "nice", "beautiful", "gorgeous", "lovely", "great", "simple", "detailed", "tiny", "little", "funny", "please", "my", "some",
        "one", "single", "very", "best", "high quality", "for me",
    ];

    // A keyword that many pictures share tells little about any of them: it is drawn in proportion to its rarity.
    private readonly Dictionary<string, int> _uses = emojis.SelectMany(emoji => emoji.Keywords)
        .GroupBy(keyword => keyword, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);

    /// <summary>Captions for the tokenizer, with every word that has a meaning. Names stand repeatedly, so that their words become
    /// single tokens before those of keywords do.</summary>
    public IEnumerable<string> All =>
        emojis.SelectMany(emoji => Enumerable.Repeat(emoji.Name, NameWeight).Concat(emoji.Keywords))
            .Concat(Enumerable.Repeat(Frames, NameWeight).SelectMany(frames => frames).Select(frame => Format(frame, "")))
            .Concat(Enumerable.Repeat(Fillers, NameWeight).SelectMany(fillers => fillers));

    /// <summary>A caption for picture <paramref name="index"/>; empty in one of ten draws (classifier-free guidance).</summary>
    public string Draw(int index, Random random)
    {
        var dice = random.NextDouble();
        if (dice < Empty)
            return "";

        var caption = DrawWords(emojis[index], dice - Empty, random);
        if (random.NextDouble() < Framed)
            caption = Format(Frames[random.Next(Frames.Length)], caption);
        if (random.NextDouble() < WithUnknownWord)
            caption = WithWord(caption, random);
        return random.NextDouble() < Punctuated ? caption + Endings[random.Next(Endings.Length)] : caption;
    }

    private string DrawWords(Emoji emoji, double dice, Random random)
    {
        if (dice < Name || emoji.Keywords.Count == 0)
            return emoji.Name;

        var keyword = DrawKeyword(emoji.Keywords, random);
        if (dice < Name + NameWithKeyword)
            return random.Next(2) == 0 ? $"{emoji.Name} {keyword}" : $"{keyword} {emoji.Name}";
        return keyword;
    }

    // Random consonants stand for words that training never sees: their pieces learn to say nothing.
    private static string WithWord(string caption, Random random)
    {
        var word = random.Next(2) == 0
            ? Fillers[random.Next(Fillers.Length)]
            : string.Concat(Enumerable.Range(0, random.Next(2, 5)).Select(_ => Consonants[random.Next(Consonants.Length)]));
        return random.Next(2) == 0 ? $"{word} {caption}" : $"{caption} {word}";
    }

    private static string Format(string frame, string caption) => frame.Replace("{0}", caption, StringComparison.Ordinal);

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
