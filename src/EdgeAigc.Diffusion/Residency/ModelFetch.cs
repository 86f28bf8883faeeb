using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Diffusion.Residency;

/// <summary>One model whose files are on their way, or there and waiting to be read. The device thread's own, but for the progress.</summary>
internal sealed class ModelFetch : IAsyncDisposable
{
    // Progress wakes the device thread, which has better to do than to hear of every part.
    private static readonly TimeSpan NewsEvery = TimeSpan.FromSeconds(0.25);

    private readonly CancellationTokenSource _stop = new();
    private readonly TimeProvider _time;
    private readonly Action _changed;
    private readonly Task _run;
    private volatile ModelFetchProgress? _progress;
    private volatile ModelPresence? _presence;
    private long _toldAt;

    /// <param name="model">The model.</param>
    /// <param name="source">Brings its files.</param>
    /// <param name="time">Clock.</param>
    /// <param name="changed">Called from any thread when there is news.</param>
    public ModelFetch(ModelFolder model, IModelSource source, TimeProvider time, Action changed)
    {
        (_time, _changed) = (time, changed);
        _run = RunAsync(model, source);
    }

    /// <summary>What came of it; null while it is under way.</summary>
    public ModelPresence? Presence => _presence;

    /// <summary>How far it has come; null before the first byte.</summary>
    public ModelFetchProgress? Progress => _progress;

    /// <summary>Nobody wants it any more; its files may go.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _run.ConfigureAwait(false);
        _presence!.Hold?.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync(ModelFolder model, IModelSource source)
    {
        var isNews = false;
        try
        {
            var presence = source.EnsureAsync(model, Note, _stop.Token);
            // Who began it looks at once anyway.
            isNews = !presence.IsCompleted;
            _presence = await presence.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            _presence = new($"The files of model '{model.Name}' cannot be had: {exception.Message}");
        }

        if (isNews)
            _changed();
    }

    private void Note(ModelFetchProgress progress)
    {
        var isNew = _progress?.Source != progress.Source;
        _progress = progress;
        if (!isNew && _time.GetElapsedTime(Volatile.Read(ref _toldAt)) < NewsEvery)
            return;
        Volatile.Write(ref _toldAt, _time.GetTimestamp());
        _changed();
    }
}
