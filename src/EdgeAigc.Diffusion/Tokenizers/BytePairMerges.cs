using System.Text;
using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Diffusion.Tokenizers;

/// <summary>Byte-pair encoding of one piece of text: Sennrich et al., arXiv 1508.07909, over bytes, with <c>&lt;/w&gt;</c> on
/// the last symbol. Symbols are numbered; a byte b is symbol b, and b + 256 where it ends a piece.</summary>
internal sealed class BytePairMerges
{
    private const string EndOfWord = "</w>";

    /// <summary>More lines than this are not merges of CLIP's vocabulary.</summary>
    private const int MaxMerges = 48_894;

    private readonly List<string> _symbols = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Left, int Right), (int Rank, int Merged)> _merges = [];

    private BytePairMerges()
    {
        foreach (var character in ByteCharacters.Characters)
            NumberOf($"{character}");
        foreach (var character in ByteCharacters.Characters)
            NumberOf($"{character}{EndOfWord}");
    }

    /// <summary>The text of each symbol.</summary>
    public IReadOnlyList<string> Symbols => _symbols;

    /// <summary>Reads <c>merges.txt</c>: one pair a line, the first line may be a version.</summary>
    /// <exception cref="ModelException">A line is not a pair.</exception>
    public static BytePairMerges Read(TextReader reader, string file)
    {
        var merges = new BytePairMerges();
        for (var line = 1; reader.ReadLine() is { } text && merges._merges.Count < MaxMerges; line++)
        {
            if (text.Length == 0 || (line == 1 && text.StartsWith("#version", StringComparison.Ordinal)))
                continue;
            var space = text.IndexOf(' ', StringComparison.Ordinal);
            if (space <= 0 || space == text.Length - 1)
                throw new ModelException(file, $"Line {line} is '{text}'; it must be two symbols with a space between them.");
            var (left, right) = (text[..space], text[(space + 1)..].TrimEnd());
            merges._merges.TryAdd(
                (merges.NumberOf(left), merges.NumberOf(right)), (merges._merges.Count, merges.NumberOf(left + right)));
        }

        return merges;
    }

    /// <summary>The symbols of a piece after all merges: the lowest-ranked adjacent pair first, all its occurrences from left
    /// to right, until none is left. Takes time in proportion to n·log n.</summary>
    public IEnumerable<int> Merge(string piece)
    {
        var symbols = Encoding.UTF8.GetBytes(piece).Select(value => (int)value).ToArray();
        symbols[^1] += 256;
        // Links of the symbols that are left; a symbol that was merged into its left neighbour is -1.
        var next = Enumerable.Range(1, symbols.Length).ToArray();
        var previous = Enumerable.Range(-1, symbols.Length).ToArray();
        var queue = new PriorityQueue<(int Left, int Right, int At), (int Rank, int At)>();
        for (var at = 0; at < symbols.Length - 1; at++)
            Offer(at);

        // Pairs that a merge makes wait until its rank is done with.
        var made = new List<int>();
        while (queue.TryPeek(out _, out var head))
        {
            while (queue.TryPeek(out var pair, out var priority) && priority.Rank == head.Rank)
            {
                queue.Dequeue();
                var right = next[pair.At];
                if (symbols[pair.At] != pair.Left || right >= symbols.Length || symbols[right] != pair.Right)
                    continue;
                symbols[pair.At] = _merges[(pair.Left, pair.Right)].Merged;
                symbols[right] = -1;
                next[pair.At] = next[right];
                if (next[right] < symbols.Length)
                    previous[next[right]] = pair.At;
                made.Add(pair.At);
            }

            foreach (var at in made)
            {
                Offer(previous[at]);
                Offer(at);
            }

            made.Clear();
        }

        return symbols.Where(symbol => symbol >= 0);

        void Offer(int at)
        {
            if (at < 0 || symbols[at] < 0 || next[at] >= symbols.Length)
                return;
            var (left, right) = (symbols[at], symbols[next[at]]);
            if (_merges.TryGetValue((left, right), out var merge))
                queue.Enqueue((left, right, at), (merge.Rank, at));
        }
    }

    private int NumberOf(string symbol)
    {
        if (!_numbers.TryGetValue(symbol, out var number))
        {
            number = _symbols.Count;
            _symbols.Add(symbol);
            _numbers.Add(symbol, number);
        }

        return number;
    }
}
