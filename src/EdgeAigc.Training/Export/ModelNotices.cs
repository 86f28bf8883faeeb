using System.Text;
using EdgeAigc.Training.Data;

namespace EdgeAigc.Training.Export;

/// <summary>Writes the licence of a model and where its data came from.</summary>
internal static class ModelNotices
{
    /// <summary>Writes LICENSE and ATTRIBUTION.md into a model folder.</summary>
    /// <param name="folder">The model's folder.</param>
    /// <param name="style">The pictures it learned.</param>
    /// <param name="start">The pictures that the networks had learned from which it started, or null.</param>
    public static void Write(string folder, EmojiStyle style, EmojiStyle? start)
    {
        using var licence = typeof(ModelNotices).Assembly.GetManifestResourceStream(typeof(ModelNotices), style.Licence.Resource)!;
        using (var file = File.Create(Path.Combine(folder, "LICENSE")))
            licence.CopyTo(file);
        File.WriteAllText(Path.Combine(folder, "ATTRIBUTION.md"), Attribution(style, start), new UTF8Encoding(false));
    }

    private static string Attribution(EmojiStyle style, EmojiStyle? start) => $"""
        # Sources

        The model was trained on 64-pixel pictures and on names and keywords for them. No picture is part of this folder; the weights,
        and the pictures on the sample sheets, derive from them.

        | what | package | licence |
        | --- | --- | --- |
        | pictures: {style.Notice} |
        | list of concepts | emoji-datasource-google 16.0.0 | MIT, Copyright (c) 2013 Cal Henderson |
        | names | unicode-emoji-json 0.9.0 | MIT, Copyright (c) 2019 Mu-An Chiou |
        | keywords | emojilib 4.0.3 | MIT, Copyright (c) 2014 Mu-An Chiou |

        The latent space, which all bundled models share, was learned from Noto Emoji (Apache-2.0, Copyright Google LLC), Twemoji (CC-BY-4.0,
        Copyright Twitter, Inc and other contributors) and Fluent Emoji (MIT, Copyright (c) Microsoft Corporation).
        {(start is null || start == style ? "" : $"Text encoder and denoiser started from those of a model that had learned from {start.Name}. {start.Owner}\n")}{style.Owner} The model is distributed under the licence of the artwork, {style.Licence.Name}; see LICENSE.

        """;
}
