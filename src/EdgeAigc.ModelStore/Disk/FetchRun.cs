using EdgeAigc.ModelStore.Fetching;

namespace EdgeAigc.ModelStore.Disk;

/// <summary>One fetch under way, and those who wait for it. Guarded by the disk's lock, but for the progress.</summary>
/// <param name="model">Name of the model.</param>
internal sealed class FetchRun(string model) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private volatile Action<FetchProgress>[] _listeners = [];
    private volatile FetchProgress _progress = new(model, "", SourceKind.Origin, 0, 0);

    public string Model { get; } = model;

    public FetchProgress Progress => _progress;

    public CancellationToken Stopped => _stop.Token;

    public bool IsStopped => _stop.IsCancellationRequested;

    /// <summary>Bytes that are set aside for it.</summary>
    public long ReservedBytes { get; set; }

    public int Waiters { get; private set; }

    /// <summary>Takes null when the model is there, or what went wrong.</summary>
    public TaskCompletionSource<string?> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Join(Action<FetchProgress>? listener)
    {
        Waiters++;
        if (listener is not null)
            _listeners = [.. _listeners, listener];
    }

    /// <summary>Leaves; the last one stops it.</summary>
    public void Leave(Action<FetchProgress>? listener)
    {
        _listeners = [.. _listeners.Where(other => other != listener)];
        if (--Waiters == 0 && !Completion.Task.IsCompleted)
            Stop();
    }

    // Not at the caller's cost: what waits for the token may run at once.
    public void Stop() => _ = _stop.CancelAsync();

    public void Tell(FetchProgress progress)
    {
        _progress = progress;
        foreach (var listener in _listeners)
            listener(progress);
    }

    public void Dispose() => _stop.Dispose();
}
