namespace EdgeAigc.Diffusion.Conditioning;

/// <summary>Keeps the encoded texts of one model, so that equal texts are encoded once and share their arrays. When the bytes run
/// out, the text that was asked for least recently goes first; the empty text, which every job without a negative prompt
/// wants, stays. Not for several threads at once, but the counts may be read from any.</summary>
/// <param name="capacityBytes">Bytes of arrays and texts that are kept at most, the empty text aside.</param>
internal sealed class TextEmbeddingCache(long capacityBytes)
{
    /// <summary>Room for about a hundred texts of SDXL, three hundred of Stable Diffusion.</summary>
    public const long DefaultCapacityBytes = 64L << 20;

    private readonly Dictionary<(ITextEncoder Encoder, string Text), LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = [];
    private long _bytes;
    private long _hits;
    private long _misses;

    /// <summary>Bytes that are kept, the empty text aside.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Texts that were here.</summary>
    public long Hits => Volatile.Read(ref _hits);

    /// <summary>Texts that had to be encoded.</summary>
    public long Misses => Volatile.Read(ref _misses);

    /// <summary>The embedding of a text, encoded when it is not here.</summary>
    /// <exception cref="Onnx.InferenceException">The encoder failed; nothing is kept then.</exception>
    public TextEmbedding GetOrEncode(ITextEncoder encoder, string text)
    {
        if (_entries.TryGetValue((encoder, text), out var node))
        {
            Volatile.Write(ref _hits, _hits + 1);
            if (node.List is not null)
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
            }

            return node.Value.Embedding;
        }

        Volatile.Write(ref _misses, _misses + 1);
        var embedding = encoder.Encode(text);
        Keep(new(encoder, text, embedding));
        return embedding;
    }

    private void Keep(Entry entry)
    {
        var node = new LinkedListNode<Entry>(entry);
        if (entry.Text.Length > 0)
        {
            if (entry.Bytes > capacityBytes)
                return;
            while (_bytes + entry.Bytes > capacityBytes)
                DropLeastRecent();
            _byUse.AddFirst(node);
            Volatile.Write(ref _bytes, _bytes + entry.Bytes);
        }

        _entries.Add((entry.Encoder, entry.Text), node);
    }

    private void DropLeastRecent()
    {
        var oldest = _byUse.Last!.Value;
        _byUse.RemoveLast();
        _entries.Remove((oldest.Encoder, oldest.Text));
        Volatile.Write(ref _bytes, _bytes - oldest.Bytes);
    }

    private sealed record Entry(ITextEncoder Encoder, string Text, TextEmbedding Embedding)
    {
        public long Bytes => Embedding.Bytes + ((long)sizeof(char) * Text.Length);
    }
}
