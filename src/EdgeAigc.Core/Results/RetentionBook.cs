namespace EdgeAigc.Core.Results;

/// <summary>
/// Decides what is kept: everything for the same time, and never more than so many things and bytes, the oldest of which go first. It holds
/// no data; whoever keeps something is told when to let go of it. Safe to use from several threads.
/// </summary>
/// <param name="maxCount">Most things.</param>
/// <param name="maxBytes">Most bytes of all of them together.</param>
/// <param name="lifetime">For how long a thing is kept.</param>
public sealed class RetentionBook(int maxCount, long maxBytes, TimeSpan lifetime)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<RetainedItem> _items = [];
    private long _bytes;

    /// <summary>For how long a thing is kept at most.</summary>
    public TimeSpan Lifetime { get; } = lifetime;

    /// <summary>How many things are kept.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _items.Count;
        }
    }

    /// <summary>Their bytes.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
                return _bytes;
        }
    }

    /// <summary>Keeps a thing.</summary>
    /// <param name="bytes">Its size.</param>
    /// <param name="now">Now; not before what it was when others were kept.</param>
    /// <param name="letGo">Called once, by anyone, when the thing must go before it is removed.</param>
    /// <returns>The place of the thing, or null when it is too large ever to be kept.</returns>
    public RetainedItem? Keep(long bytes, DateTimeOffset now, Action letGo)
    {
        if (bytes > maxBytes || maxCount < 1)
            return null;
        var item = new RetainedItem(bytes, now + Lifetime, letGo);
        var gone = new List<RetainedItem>();
        lock (_lock)
        {
            item.Node = _items.AddLast(item);
            _bytes += bytes;
            while (_items.First is { Value: var oldest } && (_items.Count > maxCount || _bytes > maxBytes || oldest.ExpiresAt <= now))
            {
                Unlink(oldest);
                gone.Add(oldest);
            }
        }

        foreach (var old in gone)
            old.LetGo();
        return item;
    }

    /// <summary>Forgets a thing that its holder let go of by itself.</summary>
    public void Remove(RetainedItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        lock (_lock)
            Unlink(item);
    }

    private void Unlink(RetainedItem item)
    {
        if (item.Node is not { } node)
            return;
        _items.Remove(node);
        item.Node = null;
        _bytes -= item.Bytes;
    }
}
