namespace EdgeAigc.ModelStore.Disk;

/// <summary>A model whose files stay on disk until this is disposed of, or the reason why they are not there.</summary>
public sealed class ModelHold : IDisposable
{
    private Action? _release;

    internal ModelHold(string? fault, Action? release) => (Fault, _release) = (fault, release);

    /// <summary>Why the files are not there; null when they are.</summary>
    public string? Fault { get; }

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
