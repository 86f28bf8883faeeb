using EdgeAigc.Training.Progress;

namespace EdgeAigc.Training.Data;

/// <summary>The training data on disk.</summary>
/// <param name="Emojis">All concepts.</param>
/// <param name="Folder">Folder of the pictures.</param>
internal sealed record EmojiData(IReadOnlyList<Emoji> Emojis, string Folder)
{
    private const string Source = "emoji-datasource-google@16.0.0";
    private const string Names = "unicode-emoji-json@0.9.0";
    private const string Keywords = "emojilib@4.0.3";
    private const string PictureFolder = "img/google/64/";

    /// <summary>Packages of the npm registry that the data comes from.</summary>
    public static IReadOnlyList<string> Packages { get; } = [Source, Names, Keywords];

    /// <summary>Fetches what is not there yet and reads it.</summary>
    public static async Task<EmojiData> FetchAsync(string work, IProgressReport report, CancellationToken cancellationToken)
    {
        var packages = Path.Combine(work, "packages");
        report.Say($"data: {string.Join(", ", Packages)} (downloads once, about 75 MB)");
        var source = await NpmPackage.FetchAsync(Source, packages, ["emoji.json", "LICENSE", PictureFolder], cancellationToken);
        var names = await NpmPackage.FetchAsync(Names, packages, ["data-by-emoji.json", "LICENSE"], cancellationToken);
        var keywords = await NpmPackage.FetchAsync(Keywords, packages, ["dist/emoji-en-US.json", "LICENSE"], cancellationToken);
        var emojis = EmojiCatalog.Read(
            await File.ReadAllTextAsync(Path.Combine(source, "emoji.json"), cancellationToken),
            await File.ReadAllTextAsync(Path.Combine(names, "data-by-emoji.json"), cancellationToken),
            await File.ReadAllTextAsync(Path.Combine(keywords, "dist", "emoji-en-US.json"), cancellationToken));
        return new(emojis, Path.Combine(source, PictureFolder));
    }

    public string PicturePath(Emoji emoji) => Path.Combine(Folder, emoji.Image);
}
