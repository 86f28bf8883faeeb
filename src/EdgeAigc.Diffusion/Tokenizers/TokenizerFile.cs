using System.Text.Json.Nodes;
using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Diffusion.Tokenizers;

/// <summary>Vocabulary and merges of a tokenizer folder: <c>vocab.json</c> and <c>merges.txt</c>, or <c>tokenizer.json</c>, in
/// which the fast tokenizers of transformers keep both.</summary>
internal static class TokenizerFile
{
    private const string Vocabulary = "vocab.json";
    private const string Merges = "merges.txt";
    private const string Both = "tokenizer.json";

    /// <summary>Refuses a folder that has neither.</summary>
    /// <exception cref="ModelException">It is so.</exception>
    public static void Require(ModelFiles files, string folder)
    {
        if (files.Has(folder, Both))
            return;
        files.Require("The tokenizer needs it.", folder, Vocabulary);
        files.Require("The tokenizer needs it.", folder, Merges);
    }

    /// <exception cref="ModelException">A file is missing or damaged.</exception>
    public static (ClipVocabulary Vocabulary, BytePairMerges Merges) Read(ModelFiles files, string folder)
    {
        Require(files, folder);
        if (!files.Has(folder, Vocabulary) || !files.Has(folder, Merges))
            return ReadBoth(files.Config(folder, Both));
        var vocabulary = files.Config(folder, Vocabulary);
        var name = files.NameOf(folder, Merges);
        try
        {
            using var reader = File.OpenText(files.PathOf(folder, Merges));
            return (ClipVocabulary.Read(vocabulary, vocabulary.Entries), BytePairMerges.Read(reader, name));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException(name, $"The file cannot be read: {exception.Message}", exception);
        }
    }

    private static (ClipVocabulary Vocabulary, BytePairMerges Merges) ReadBoth(ConfigFile file)
    {
        const string key = "model";
        if (file.Node(key) is not JsonObject model || model["vocab"] is not JsonObject vocabulary || model["merges"] is not JsonArray merges)
            throw file.Wrong(key, file.Node(key), "an object with 'vocab' and 'merges'");
        var lines = string.Join('\n', merges.Select(merge => Line(file, merge)));
        return (ClipVocabulary.Read(file, vocabulary), BytePairMerges.Read(new StringReader(lines), file.File));
    }

    /// <summary>A merge is stated as a line of <c>merges.txt</c>, or as a list of its two symbols.</summary>
    private static string Line(ConfigFile file, JsonNode? merge) => merge switch
    {
        JsonArray { Count: 2 } pair when pair.All(symbol => symbol is JsonValue value && value.TryGetValue<string>(out _)) =>
            $"{pair[0]} {pair[1]}",
        JsonValue line when line.TryGetValue<string>(out var text) => text,
        _ => throw file.Wrong("merges", merge, "a list of lines or of pairs"),
    };
}
