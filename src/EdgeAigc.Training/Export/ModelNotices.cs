namespace EdgeAigc.Training.Export;

/// <summary>Writes the licence of a model and where its data came from.</summary>
internal static class ModelNotices
{
    private const string Attribution = """
        # Sources

        The model was trained on 64-pixel pictures of Noto Emoji by Google, and on names and keywords for them. No picture is part of
        this folder; the weights, and the pictures on the sample sheets, derive from them.

        | what | package | licence |
        | --- | --- | --- |
        | pictures: Noto Emoji (github.com/googlefonts/noto-emoji) | emoji-datasource-google 16.0.0 | Apache-2.0 (artwork); MIT, Copyright (c) 2013 Cal Henderson (package) |
        | names | unicode-emoji-json 0.9.0 | MIT, Copyright (c) 2019 Mu-An Chiou |
        | keywords | emojilib 4.0.3 | MIT, Copyright (c) 2014 Mu-An Chiou |

        Noto Emoji is Copyright Google LLC. The model is distributed under the licence of the artwork; see LICENSE.

        """;

    /// <summary>Writes LICENSE and ATTRIBUTION.md into a model folder.</summary>
    public static void Write(string folder)
    {
        using var licence = typeof(ModelNotices).Assembly.GetManifestResourceStream(typeof(ModelNotices), "Apache-2.0.txt")!;
        using (var file = File.Create(Path.Combine(folder, "LICENSE")))
            licence.CopyTo(file);
        File.WriteAllText(Path.Combine(folder, "ATTRIBUTION.md"), Attribution);
    }
}
