using System.Buffers;
using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Diffusion.Tokenizers;

/// <summary>CLIP's byte-level byte-pair tokenizer (Radford et al., arXiv 2103.00020, section 2.4), by the rules of the fast
/// tokenizer of transformers 5. May be used from several threads.</summary>
public sealed class ClipTokenizer
{
    private readonly BytePairMerges _merges;
    private readonly int[] _ids;
    private readonly (string Text, int Id)[] _special;
    private readonly SearchValues<char> _specialStarts;
    private readonly int _start;
    private readonly int _end;
    private readonly int _padding;

    private ClipTokenizer(ClipVocabulary vocabulary, BytePairMerges merges, ClipTokenizerConfig config)
    {
        _merges = merges;
        MaxLength = config.MaxLength;
        _start = vocabulary.Require(config.Start);
        _end = vocabulary.Require(config.End);
        _padding = vocabulary.Require(config.Padding);
        var unknown = vocabulary.Require(config.Unknown);
        _ids = [.. merges.Symbols.Select(symbol => vocabulary.Find(symbol) ?? unknown)];
        // In any letter case: they are looked for in the text once it is normalized.
        var special = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (text, id) in config.AddedTokens)
            special[TextPieces.Normalize(text)] = id;
        special[TextPieces.Normalize(config.Start)] = _start;
        special[TextPieces.Normalize(config.End)] = _end;
        _special = [.. special.Select(entry => (entry.Key, entry.Value)).OrderByDescending(entry => entry.Key.Length)];
        _specialStarts = SearchValues.Create([.. _special.Select(entry => entry.Text[0])]);
    }

    /// <summary>Ids of each encoded text, frame and padding included.</summary>
    public int MaxLength { get; }

    /// <summary>Opens a tokenizer folder: <c>vocab.json</c> and <c>merges.txt</c> or <c>tokenizer.json</c>, and when there
    /// <c>tokenizer_config.json</c> and <c>special_tokens_map.json</c>.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="fault">What is wrong with it; null exactly when the result is not.</param>
    public static ClipTokenizer? TryOpen(string folder, out ModelFault? fault)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        try
        {
            fault = null;
            return Open(new ModelFiles(Path.GetDirectoryName(path) ?? path), Path.GetFileName(path));
        }
        catch (ModelException exception)
        {
            fault = exception.Fault;
            return null;
        }
    }

    /// <summary>Turns a text into ids: start token, content, end token, padding. Content that does not fit is cut off.</summary>
    public Tokenization Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var ids = new int[MaxLength];
        Array.Fill(ids, _padding);
        ids[0] = _start;
        var (length, room) = (0, MaxLength - 2);
        var truncated = false;
        foreach (var id in Content(TextPieces.Normalize(text)))
        {
            if (length == room)
            {
                truncated = true;
                break;
            }

            ids[++length] = id;
        }

        ids[length + 1] = _end;
        return new(ids, length, truncated);
    }

    /// <exception cref="ModelException">A file is missing or damaged.</exception>
    internal static ClipTokenizer Open(ModelFiles files, string folder)
    {
        var config = ClipTokenizerConfig.Read(files, folder);
        var (vocabulary, merges) = TokenizerFile.Read(files, folder);
        return new(vocabulary, merges, config);
    }

    private IEnumerable<int> Content(string text)
    {
        var done = 0;
        while (done < text.Length)
        {
            var (at, length, id) = NextSpecial(text, done);
            foreach (var piece in TextPieces.Split(text[done..at]))
            {
                foreach (var symbol in _merges.Merge(piece))
                    yield return _ids[symbol];
            }

            if (length > 0)
                yield return id;
            done = at + length;
        }
    }

    /// <summary>The first special token in the text, the longest where several begin; length 0 at the end of the text.</summary>
    private (int At, int Length, int Id) NextSpecial(string text, int from)
    {
        for (var at = from; at < text.Length; at++)
        {
            var skip = text.AsSpan(at).IndexOfAny(_specialStarts);
            if (skip < 0)
                break;
            at += skip;
            foreach (var (special, id) in _special)
            {
                if (text.AsSpan(at).StartsWith(special, StringComparison.Ordinal))
                    return (at, special.Length, id);
            }
        }

        return (text.Length, 0, 0);
    }
}
