using EdgeAigc.Diffusion.Conditioning;

namespace EdgeAigc.Diffusion.Tests.Conditioning;

public sealed class TextEmbeddingCacheTests : IDisposable
{
    // 24 numbers and a pooled one, and two bytes for the letter.
    private const int EntryBytes = (25 * 4) + 2;

    private readonly ScriptedTextEncoder _encoder = new(tokens: 24);

    public void Dispose() => _encoder.Dispose();

    [Fact]
    public void GetOrEncode_SameTextTwice_IsTheSameObjectAndCountsAHit()
    {
        var cache = new TextEmbeddingCache(10 * EntryBytes);
        Assert.Same(cache.GetOrEncode(_encoder, "a"), cache.GetOrEncode(_encoder, "a"));
        Assert.NotSame(cache.GetOrEncode(_encoder, "a"), cache.GetOrEncode(_encoder, "b"));
        Assert.Equal((2, 2, 2 * EntryBytes), (cache.Hits, cache.Misses, cache.Bytes));
        Assert.Equal(["a", "b"], _encoder.Asked);
    }

    [Fact]
    public void GetOrEncode_SameTextOfAnotherEncoder_IsEncodedByIt()
    {
        var cache = new TextEmbeddingCache(10 * EntryBytes);
        using var other = new ScriptedTextEncoder(tokens: 24, first: 7);
        Assert.Equal(0, cache.GetOrEncode(_encoder, "a").HiddenStates[0]);
        Assert.Equal(7, cache.GetOrEncode(other, "a").HiddenStates[0]);
    }

    [Fact]
    public void GetOrEncode_MoreThanFits_DropsWhatWasAskedForLeastRecently()
    {
        var cache = new TextEmbeddingCache(2 * EntryBytes);
        foreach (var text in new[] { "a", "b", "a", "c", "a", "b" })
            cache.GetOrEncode(_encoder, text);
        Assert.Equal(["a", "b", "c", "b"], _encoder.Asked);
        Assert.Equal(2 * EntryBytes, cache.Bytes);
    }

    [Fact]
    public void GetOrEncode_EmptyText_StaysWhateverComes()
    {
        var cache = new TextEmbeddingCache(EntryBytes);
        var empty = cache.GetOrEncode(_encoder, "");
        foreach (var text in new[] { "a", "b", "c" })
            cache.GetOrEncode(_encoder, text);
        Assert.Same(empty, cache.GetOrEncode(_encoder, ""));
        Assert.Equal(EntryBytes, cache.Bytes);
    }

    [Fact]
    public void GetOrEncode_TextBiggerThanTheCache_IsNotKeptAndDropsNothing()
    {
        var cache = new TextEmbeddingCache(EntryBytes);
        cache.GetOrEncode(_encoder, "a");
        cache.GetOrEncode(_encoder, "longer");
        cache.GetOrEncode(_encoder, "longer");
        cache.GetOrEncode(_encoder, "a");
        Assert.Equal(["a", "longer", "longer"], _encoder.Asked);
    }

    [Fact]
    public void GetOrEncode_EncoderThatFails_KeepsNothing()
    {
        var cache = new TextEmbeddingCache(10 * EntryBytes);
        _encoder.Fails = true;
        Assert.Throws<InvalidOperationException>(() => cache.GetOrEncode(_encoder, "a"));
        _encoder.Fails = false;
        Assert.Equal(24, cache.GetOrEncode(_encoder, "a").Tokens);
    }

    [Fact]
    public void GetOrEncode_RandomTexts_KeepsTheMostRecentOnesWithinItsBytes()
    {
        const int room = 5;
        var cache = new TextEmbeddingCache(room * EntryBytes);
        var random = new System.Random(3);
        var recent = new List<string>();
        for (var n = 0; n < 2000; n++)
        {
            var text = $"{(char)('a' + random.Next(9))}";
            var hit = recent.Take(room).Contains(text);
            var hits = cache.Hits;
            cache.GetOrEncode(_encoder, text);
            Assert.Equal(hit, cache.Hits > hits);
            Assert.InRange(cache.Bytes, 0, room * EntryBytes);
            recent.Remove(text);
            recent.Insert(0, text);
        }
    }

    [Fact]
    public void GetOrEncode_Hit_AllocatesNothing()
    {
        var cache = new TextEmbeddingCache(10 * EntryBytes);
        cache.GetOrEncode(_encoder, "a");
        cache.GetOrEncode(_encoder, "a");
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var n = 0; n < 100; n++)
            cache.GetOrEncode(_encoder, "a");
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
