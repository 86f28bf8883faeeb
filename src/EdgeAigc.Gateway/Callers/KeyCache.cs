using EdgeAigc.Contracts.Keys;

namespace EdgeAigc.Gateway.Callers;

/// <summary>
/// The keys as they were a short time ago, so that a request need not ask for them. A key that is not among them makes for another look, as
/// it may be new; that look too has an age, so that wrong keys cannot keep the cluster busy.
/// </summary>
internal sealed class KeyCache(IKeySource source, HttpApiOptions options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan AgeForUnknownKeys = TimeSpan.FromMilliseconds(250);

    private readonly TimeSpan _age = TimeSpan.FromSeconds(options.KeySeconds);
    private readonly SemaphoreSlim _asking = new(1);
    private volatile Snapshot? _snapshot;

    /// <summary>The key of an id, or null.</summary>
    public async Task<ApiKey?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var snapshot = _snapshot;
        if (snapshot is null || AgeOf(snapshot) >= (snapshot.Keys.ContainsKey(id) ? _age : AgeForUnknownKeys))
            snapshot = await RefreshAsync(snapshot, cancellationToken);
        return snapshot.Keys.GetValueOrDefault(id);
    }

    public void Dispose() => _asking.Dispose();

    private TimeSpan AgeOf(Snapshot snapshot) => time.GetElapsedTime(snapshot.At);

    private async Task<Snapshot> RefreshAsync(Snapshot? seen, CancellationToken cancellationToken)
    {
        await _asking.WaitAsync(cancellationToken);
        try
        {
            // Somebody else may have asked while this request waited.
            if (_snapshot is { } newer && !ReferenceEquals(newer, seen))
                return newer;
            var at = time.GetTimestamp();
            var news = await source.GetKeysAsync(seen?.Digest);
            _snapshot = news is null
                ? seen! with { At = at }
                : new(news.Digest, news.Keys.ToDictionary(key => key.Id, StringComparer.Ordinal), at);
            return _snapshot;
        }
        finally
        {
            _asking.Release();
        }
    }

    private sealed record Snapshot(string Digest, Dictionary<string, ApiKey> Keys, long At);
}
