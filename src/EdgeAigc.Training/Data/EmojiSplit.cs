namespace EdgeAigc.Training.Data;

/// <summary>Which concepts are trained on and which are kept back to see what generalises.</summary>
/// <param name="Training">Concepts to train on; none of their captions is a held-out name.</param>
/// <param name="HeldOut">Concepts whose names and pictures training never sees.</param>
internal sealed record EmojiSplit(IReadOnlyList<Emoji> Training, IReadOnlyList<Emoji> HeldOut)
{
    /// <summary>Holds back <paramref name="share"/> of the concepts, never one that a prompt of the sheet names.</summary>
    public static EmojiSplit Of(IReadOnlyList<Emoji> emojis, IReadOnlySet<string> keep, double share, int seed)
    {
        var candidates = emojis.Where(emoji => !keep.Contains(emoji.Name)).ToArray();
        new Random(seed).Shuffle(candidates);
        var heldOut = candidates.Take((int)Math.Round(share * emojis.Count)).ToHashSet();
        var names = heldOut.Select(emoji => emoji.Name).ToHashSet(StringComparer.Ordinal);
        return new(
            [.. emojis.Where(emoji => !heldOut.Contains(emoji))
                .Select(emoji => emoji with { Keywords = [.. emoji.Keywords.Where(keyword => !Spells(emoji.Name, keyword))] })],
            [.. emojis.Where(heldOut.Contains)]);

        // Captions join name and keyword in either order.
        bool Spells(string name, string keyword) =>
            names.Contains(keyword) || names.Contains($"{name} {keyword}") || names.Contains($"{keyword} {name}");
    }
}
