using System.Text.Json;
using EdgeAigc.Diffusion.Tokenizers;

namespace EdgeAigc.Diffusion.Tests.Tokenizers;

/// <summary>Writes a small CLIP vocabulary: 512 byte symbols, one symbol for each merge, and the two special tokens.</summary>
internal static class TokenizerFolder
{
    /// <summary>Merges that make "red", "heart", "re", … out of letters.</summary>
    public static readonly string[] Merges =
        ["r e", "re d</w>", "h e", "a r", "he ar", "hear t</w>", "t h", "th e</w>", "i n", "in g</w>", "! !</w>", "o o", "oo o"];

    public static Dictionary<string, int> Vocabulary()
    {
        string[] bytes = [.. ByteCharacters.Characters.Select(character => $"{character}")];
        // Ids follow the printable bytes first, as in CLIP's own file: "!" is 0.
        string[] ordered = [.. bytes.Order(StringComparer.Ordinal)];
        string[] tokens =
        [
            .. ordered, .. ordered.Select(text => text + "</w>"),
            .. Merges.Select(merge => merge.Replace(" ", "", StringComparison.Ordinal)),
            "<|startoftext|>", "<|endoftext|>",
        ];
        return tokens.Select((token, id) => (token, id)).ToDictionary(entry => entry.token, entry => entry.id);
    }

    /// <summary>Writes the folder.</summary>
    /// <param name="path">Where.</param>
    /// <param name="maxLength">Its window.</param>
    /// <param name="files">Files to write over those, by name; null leaves the file out.</param>
    public static void Write(string path, int maxLength, params (string Name, string? Text)[] files)
    {
        Directory.CreateDirectory(path);
        var all = new Dictionary<string, string?>
        {
            ["vocab.json"] = JsonSerializer.Serialize(Vocabulary()),
            ["merges.txt"] = "#version: 0.2\n" + string.Join('\n', Merges) + "\n",
            ["tokenizer_config.json"] = JsonSerializer.Serialize(new { model_max_length = maxLength, pad_token = "<|endoftext|>" }),
            ["special_tokens_map.json"] = """{"bos_token": {"content": "<|startoftext|>"}, "eos_token": "<|endoftext|>"}""",
        };
        foreach (var (name, text) in files)
            all[name] = text;
        foreach (var (name, text) in all)
        {
            if (text is not null)
                File.WriteAllText(Path.Combine(path, name), text);
        }
    }
}
