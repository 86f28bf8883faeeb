using System.Text;
using System.Text.Json;
using EdgeAigc.Training.Networks;

namespace EdgeAigc.Training.Tokenizer;

/// <summary>Writes the tokenizer folder of a model in the layout of CLIP's tokenizer.</summary>
internal static class TokenizerFiles
{
    private const string Begin = "<|startoftext|>";
    private const string End = "<|endoftext|>";
    private const string Padding = "<|pad|>";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the four files.</summary>
    /// <param name="folder">The model's tokenizer folder.</param>
    /// <param name="captions">Captions to learn the words from.</param>
    /// <param name="limit">Most merges to learn.</param>
    public static void Write(string folder, IEnumerable<string> captions, int limit)
    {
        var words = captions.SelectMany(caption => Words(caption)).GroupBy(word => word, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        var merges = BytePairTrainer.Learn(words, limit);
        var alphabet = ByteCharacters().ToList();
        string[] vocabulary =
        [
            .. alphabet, .. alphabet.Select(character => character + BytePairTrainer.EndOfWord),
            .. merges.Select(merge => merge.Left + merge.Right), Begin, End, Padding,
        ];
        var ids = vocabulary.Select((token, id) => (token, id)).ToDictionary(pair => pair.token, pair => pair.id, StringComparer.Ordinal);

        Directory.CreateDirectory(folder);
        WriteJson(folder, "vocab.json", ids, new JsonSerializerOptions(Json) { WriteIndented = false });
        File.WriteAllText(Path.Combine(folder, "merges.txt"),
            "#version: 0.2\n" + string.Concat(merges.Select(merge => $"{merge.Left} {merge.Right}\n")), new UTF8Encoding(false));
        WriteJson(folder, "tokenizer_config.json", new Dictionary<string, object>
        {
            ["tokenizer_class"] = "CLIPTokenizer",
            ["model_max_length"] = TextEncoder.Tokens,
            ["bos_token"] = Begin,
            ["eos_token"] = End,
            ["unk_token"] = End,
            ["pad_token"] = Padding,
            ["do_lower_case"] = true,
        }, Json);
        WriteJson(folder, "special_tokens_map.json", new Dictionary<string, string>
        {
            ["bos_token"] = Begin,
            ["eos_token"] = End,
            ["unk_token"] = End,
            ["pad_token"] = Padding,
        }, Json);
    }

    /// <summary>Number of ids of a tokenizer folder.</summary>
    public static int Vocabulary(string folder) => ReadIds(folder).Count;

    /// <summary>Id of the padding token of a tokenizer folder.</summary>
    public static int PaddingId(string folder) => ReadIds(folder)[Padding];

    private static Dictionary<string, int> ReadIds(string folder) =>
        JsonSerializer.Deserialize<Dictionary<string, int>>(File.ReadAllText(Path.Combine(folder, "vocab.json")))!;

    // The tokenizer splits digits one by one, so a word ends where digits begin.
    private static IEnumerable<string> Words(string caption) =>
        caption.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word =>
            word.Any(char.IsAsciiDigit) ? word.Select(character => character.ToString()) : [word]);

    // GPT-2's map: printable bytes stand for themselves, in the order of CLIP's vocabulary; the others follow from U+0100.
    private static IEnumerable<string> ByteCharacters()
    {
        var printable = Enumerable.Range(33, 94).Concat(Enumerable.Range(161, 12)).Concat(Enumerable.Range(174, 82)).ToList();
        return printable.Select(code => ((char)code).ToString())
            .Concat(Enumerable.Range(0, 256 - printable.Count).Select(index => ((char)(256 + index)).ToString()));
    }

    private static void WriteJson<TValue>(string folder, string name, TValue value, JsonSerializerOptions options) =>
        File.WriteAllText(Path.Combine(folder, name), JsonSerializer.Serialize(value, options) + "\n", new UTF8Encoding(false));
}
