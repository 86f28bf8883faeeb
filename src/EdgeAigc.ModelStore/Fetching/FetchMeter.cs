namespace EdgeAigc.ModelStore.Fetching;

/// <summary>Counts the bytes of one fetch and the time they take. One writer; others may look.</summary>
/// <param name="model">Name of the model.</param>
/// <param name="bytes">Bytes of the model.</param>
/// <param name="progress">Hears of each change; must be quick.</param>
internal sealed class FetchMeter(string model, long bytes, Action<FetchProgress> progress)
{
    private readonly Dictionary<SourceKind, (long Bytes, TimeSpan Elapsed)> _shares = [];
    private long _done;

    /// <summary>What each kind of place gave.</summary>
    public IReadOnlyList<FetchShare> Shares => [.. _shares.Select(share => new FetchShare(share.Key, share.Value.Bytes, share.Value.Elapsed))];

    /// <summary>Bytes came in, or turned out to be worth nothing.</summary>
    public void Move(IModelFileSource source, long count)
    {
        _done += count;
        progress(new(model, source.Name, source.Kind, _done, bytes));
    }

    /// <summary>Bytes are there from an earlier run.</summary>
    public void Resume(long count) => _done += count;

    /// <summary>A source was read from for so long.</summary>
    public void Note(IModelFileSource source, long count, TimeSpan elapsed)
    {
        var (known, before) = _shares.GetValueOrDefault(source.Kind);
        _shares[source.Kind] = (known + count, before + elapsed);
    }
}
