using EdgeAigc.Training.Progress;

namespace EdgeAigc.Training.Data;

/// <summary>The training data on disk.</summary>
/// <param name="Emojis">All concepts.</param>
/// <param name="Packages">Folder of the packages.</param>
internal sealed record EmojiData(IReadOnlyList<Emoji> Emojis, string Packages)
{
    private const string Names = "unicode-emoji-json@0.9.0";
    private const string Keywords = "emojilib@4.0.3";

    /// <summary>Packages of the npm registry that the data of a style comes from.</summary>
    public static IReadOnlyList<string> PackagesOf(EmojiStyle style) =>
        [.. new[] { style.Package, EmojiStyle.Noto.Package, Names, Keywords }.Distinct()];

    /// <summary>Fetches what is not there yet and reads it.</summary>
    /// <param name="packages">Folder of the packages.</param>
    /// <param name="report">Takes what is going on.</param>
    /// <param name="cancellationToken">Stops a download.</param>
    public static async Task<EmojiData> FetchAsync(string packages, IProgressReport report, CancellationToken cancellationToken)
    {
        report.Say($"data: {string.Join(", ", EmojiStyle.All.SelectMany(PackagesOf).Distinct())} (downloads once, about 170 MB)");
        foreach (var style in EmojiStyle.All)
            await NpmPackage.FetchAsync(style.Package, packages, ["emoji.json", "LICENSE", style.Folder], cancellationToken);
        var names = await NpmPackage.FetchAsync(Names, packages, ["data-by-emoji.json", "LICENSE"], cancellationToken);
        var keywords = await NpmPackage.FetchAsync(Keywords, packages, ["dist/emoji-en-US.json", "LICENSE"], cancellationToken);
        var emojis = EmojiCatalog.Read(
            await File.ReadAllTextAsync(Path.Combine(NpmPackage.FolderOf(EmojiStyle.Noto.Package, packages), "emoji.json"), cancellationToken),
            await File.ReadAllTextAsync(Path.Combine(names, "data-by-emoji.json"), cancellationToken),
            await File.ReadAllTextAsync(Path.Combine(keywords, "dist", "emoji-en-US.json"), cancellationToken));
        return new(emojis, packages);
    }

    /// <summary>Those concepts of which the style has a picture, each with the path of it.</summary>
    public IReadOnlyList<(Emoji Emoji, string Path)> PicturesOf(EmojiStyle style, IEnumerable<Emoji> emojis) =>
        [.. emojis.Select(emoji => (emoji, FindPicture(style, emoji))).Where(pair => pair.Item2 is not null).Select(pair => (pair.emoji, pair.Item2!))];

    // The sets disagree on whether a name holds the selector that asks for a picture instead of a letter.
    private string? FindPicture(EmojiStyle style, Emoji emoji)
    {
        var folder = Path.Combine(NpmPackage.FolderOf(style.Package, Packages), style.Folder);
        string[] codes = [emoji.Code, emoji.Code.Replace("-fe0f", "", StringComparison.Ordinal), emoji.Code + "-fe0f"];
        return codes.Select(code => Path.Combine(folder, code + style.Ending)).FirstOrDefault(File.Exists);
    }
}
