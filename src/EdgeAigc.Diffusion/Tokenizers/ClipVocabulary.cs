using System.Text.Json.Nodes;
using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Diffusion.Tokenizers;

/// <summary>The tokens of a tokenizer and their ids.</summary>
internal sealed class ClipVocabulary
{
    private readonly string _file;
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);

    private ClipVocabulary(string file) => _file = file;

    /// <param name="file">The file, for messages.</param>
    /// <param name="tokens">Its tokens and their ids.</param>
    /// <exception cref="ModelException">A value is not an id.</exception>
    public static ClipVocabulary Read(ConfigFile file, IEnumerable<KeyValuePair<string, JsonNode?>> tokens)
    {
        var vocabulary = new ClipVocabulary(file.File);
        foreach (var (token, node) in tokens)
        {
            if (node is not JsonValue value || !value.TryGetValue<int>(out var id) || id < 0)
                throw file.Wrong(token, node, "an id, 0 or more");
            vocabulary._ids[token] = id;
        }

        return vocabulary;
    }

    /// <summary>The id of a token, or null.</summary>
    public int? Find(string token) => _ids.TryGetValue(token, out var id) ? id : null;

    /// <summary>The id of a token that must be there.</summary>
    public int Require(string token) =>
        Find(token) ?? throw new ModelException(_file, $"The vocabulary lacks the special token '{token}'.");
}
