using System.Globalization;
using System.Text.Json.Nodes;
using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Diffusion.Tokenizers;

/// <summary>What <c>tokenizer_config.json</c> and <c>special_tokens_map.json</c> say; both may be missing.</summary>
internal sealed record ClipTokenizerConfig
{
    private const string EndOfText = "<|endoftext|>";
    private const int DefaultLength = 77;

    /// <summary>Ids of a text, frame and padding included.</summary>
    public int MaxLength { get; init; } = DefaultLength;

    /// <summary>First token of each text.</summary>
    public string Start { get; init; } = "<|startoftext|>";

    /// <summary>Last token of each text.</summary>
    public string End { get; init; } = EndOfText;

    /// <summary>What fills the rest.</summary>
    public string Padding { get; init; } = EndOfText;

    /// <summary>Stands for what the vocabulary lacks.</summary>
    public string Unknown { get; init; } = EndOfText;

    /// <summary>Tokens that are found in the text as they stand, with their ids.</summary>
    public IReadOnlyDictionary<string, int> AddedTokens { get; init; } = new Dictionary<string, int>();

    public static ClipTokenizerConfig Read(ModelFiles files, string folder)
    {
        var config = files.OptionalConfig(folder, "tokenizer_config.json");
        var map = files.OptionalConfig(folder, "special_tokens_map.json");
        var added = config is null ? [] : AddedTokensOf(config);
        // The map wins in the older form; where added tokens are listed, the configuration speaks for itself.
        ConfigFile?[] order = added.Count > 0 ? [config, map] : [map, config];
        var defaults = new ClipTokenizerConfig();
        return new()
        {
            MaxLength = config is null ? DefaultLength : MaxLengthOf(config),
            Start = Token(order, "bos_token") ?? defaults.Start,
            End = Token(order, "eos_token") ?? defaults.End,
            Padding = Token(order, "pad_token") ?? defaults.Padding,
            Unknown = Token(order, "unk_token") ?? defaults.Unknown,
            AddedTokens = added,
        };
    }

    /// <summary>Some configurations lack the length or hold a huge number that means "none": CLIP's own length then.</summary>
    private static int MaxLengthOf(ConfigFile config)
    {
        const string key = "model_max_length";
        return config.Number(key) switch
        {
            null or > 100_000 => DefaultLength,
            { } length when length >= 3 && length == Math.Floor(length) => (int)length,
            var length => throw config.Wrong(key, length, "a whole number from 3"),
        };
    }

    private static string? Token(ConfigFile?[] order, string key) =>
        order.Select(file => file?.Node(key) is { } node ? Content(file, key, node) : null).FirstOrDefault(token => token is not null);

    private static Dictionary<string, int> AddedTokensOf(ConfigFile config)
    {
        const string key = "added_tokens_decoder";
        var tokens = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (id, node) in config.Node(key) as JsonObject ?? [])
        {
            if (node is null || !int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                throw config.Wrong(key, id, "an object of ids and tokens");
            tokens[Content(config, key, node)] = number;
        }

        return tokens;
    }

    /// <summary>A token is stated as a string, or as an object with its <c>content</c>.</summary>
    private static string Content(ConfigFile file, string key, JsonNode node)
    {
        var value = node is JsonObject token ? token["content"] : node;
        return value is JsonValue text && text.TryGetValue<string>(out var content) && content.Length > 0
            ? content
            : throw file.Wrong(key, node, "a text, or an object with a 'content'");
    }
}
