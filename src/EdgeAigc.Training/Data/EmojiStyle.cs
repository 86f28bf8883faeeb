namespace EdgeAigc.Training.Data;

/// <summary>A set of pictures by one hand.</summary>
/// <param name="Name">Name, by which recipes and files call it.</param>
/// <param name="Package">Package of the npm registry that has the pictures.</param>
/// <param name="Folder">Their folder in the package, with a slash at its end.</param>
/// <param name="Ending">Ending of their file names, behind the code points.</param>
/// <param name="Notice">Where the pictures come from, as a row of ATTRIBUTION.md.</param>
/// <param name="Owner">Whose work they are, as a sentence of ATTRIBUTION.md.</param>
/// <param name="Licence">Licence of the pictures, which is that of the models made from them.</param>
internal sealed record EmojiStyle(string Name, string Package, string Folder, string Ending, string Notice, string Owner, Licence Licence)
{
    public static EmojiStyle Noto { get; } = new(
        "noto",
        "emoji-datasource-google@16.0.0",
        "img/google/64/",
        ".png",
        "Noto Emoji (github.com/googlefonts/noto-emoji) | emoji-datasource-google 16.0.0 | Apache-2.0 (artwork); MIT, Copyright (c) 2013 Cal Henderson (package)",
        "Noto Emoji is Copyright Google LLC.",
        Licence.Apache2);

    public static EmojiStyle Twemoji { get; } = new(
        "twemoji",
        "emoji-datasource-twitter@16.0.0",
        "img/twitter/64/",
        ".png",
        "Twemoji (github.com/jdecked/twemoji) | emoji-datasource-twitter 16.0.0 | CC-BY-4.0 (artwork); MIT, Copyright (c) 2013 Cal Henderson (package)",
        "Twemoji graphics are Copyright Twitter, Inc and other contributors, licensed under CC-BY 4.0 "
        + "(creativecommons.org/licenses/by/4.0). They were changed: scaled to 64 pixels on white, and learned by a network.",
        Licence.CreativeCommonsBy4);

    public static EmojiStyle Fluent { get; } = new(
        "fluent",
        "@lobehub/fluent-emoji-3d@1.1.0",
        "assets/",
        ".webp",
        "Fluent Emoji, 3D (github.com/microsoft/fluentui-emoji) | @lobehub/fluent-emoji-3d 1.1.0 | MIT (artwork); MIT as the package declares, which has no licence file",
        "Fluent Emoji are Copyright (c) Microsoft Corporation.",
        Licence.Mit);

    /// <summary>All of them; the latent space is learned from all together.</summary>
    public static IReadOnlyList<EmojiStyle> All { get; } = [Noto, Twemoji, Fluent];
}
