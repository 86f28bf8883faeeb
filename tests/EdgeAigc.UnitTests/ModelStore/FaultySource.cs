using EdgeAigc.ModelStore.Fetching;
using EdgeAigc.ModelStore.Manifests;

namespace EdgeAigc.UnitTests.ModelStore;

/// <summary>A folder whose reads go wrong as the test says.</summary>
internal sealed class FaultySource(string name, SourceKind kind, string models, string notes) : IModelFileSource, IDisposable
{
    private readonly FolderSource _folder = new(name, kind, models, notes);
    private long _read;
    private int _reads;

    public string Name => _folder.Name;

    public SourceKind Kind => _folder.Kind;

    /// <summary>Bytes after which it dies for good.</summary>
    public long DiesAfter { get; set; } = long.MaxValue;

    /// <summary>The reads whose bytes are wrong, counted from 0.</summary>
    public HashSet<int> CorruptReads { get; init; } = [];

    /// <summary>Called before each read.</summary>
    public Action<int> OnRead { get; set; } = _ => { };

    /// <summary>What each read waits for.</summary>
    public Func<Task> Gate { get; set; } = () => Task.CompletedTask;

    public int Reads => Volatile.Read(ref _reads);

    public Task<ModelManifest?> FindAsync(string model, CancellationToken cancellationToken) =>
        Interlocked.Read(ref _read) >= DiesAfter ? throw new IOException("gone") : _folder.FindAsync(model, cancellationToken);

    public async Task<byte[]> ReadAsync(string model, string path, long offset, int count, CancellationToken cancellationToken)
    {
        var index = Interlocked.Increment(ref _reads) - 1;
        OnRead(index);
        await Gate();
        cancellationToken.ThrowIfCancellationRequested();
        var left = DiesAfter - Interlocked.Add(ref _read, count) + count;
        if (left <= 0)
            throw new IOException("gone");
        var bytes = await _folder.ReadAsync(model, path, offset, (int)Math.Min(count, left), cancellationToken);
        if (CorruptReads.Contains(index) && bytes.Length > 0)
            bytes[bytes.Length / 2] ^= 1;
        return bytes;
    }

    public void Dispose() => _folder.Dispose();
}
