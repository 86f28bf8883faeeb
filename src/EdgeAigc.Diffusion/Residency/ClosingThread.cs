using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace EdgeAigc.Diffusion.Residency;

/// <summary>Closes models beside the device thread, one at a time: giving gigabytes back takes long, and neither steps nor a load under way
/// wait for it.</summary>
internal sealed partial class ClosingThread : IDisposable
{
    private readonly BlockingCollection<LoadedModel> _models = [];
    private readonly ConcurrentDictionary<LoadedModel, bool> _open = [];
    private readonly TimeProvider _time;
    private readonly Action _closed;
    private readonly ILogger _logger;
    private readonly Thread _thread;

    /// <param name="time">Clock.</param>
    /// <param name="closed">Called from the thread when a model was closed.</param>
    /// <param name="logger">Log.</param>
    public ClosingThread(TimeProvider time, Action closed, ILogger logger)
    {
        (_time, _closed, _logger) = (time, closed, logger);
        _thread = new Thread(Work) { IsBackground = true, Name = "Closing models" };
        _thread.Start();
    }

    /// <summary>Memory in bytes of the models that are not closed yet.</summary>
    public long Bytes => _open.Keys.Sum(model => model.Bytes);

    /// <summary>Whether the memory of a model of that name is still to come back.</summary>
    public bool IsClosing(string name) => _open.Keys.Any(model => model.Folder.Name == name);

    /// <summary>Takes a model that nobody uses any more.</summary>
    public void Close(LoadedModel model)
    {
        _open[model] = true;
        _models.Add(model);
    }

    /// <summary>Waits until all are closed.</summary>
    public void Dispose()
    {
        _models.CompleteAdding();
        _thread.Join();
        _models.Dispose();
    }

    private void Work()
    {
        foreach (var model in _models.GetConsumingEnumerable())
        {
            var start = _time.GetTimestamp();
            try
            {
                model.Dispose();
                NativeHeap.Trim();
                LogUnloaded(model.Folder.Name, model.Bytes, _time.GetElapsedTime(start).TotalMilliseconds);
            }
            catch (Exception exception)
            {
                LogCloseFailed(exception, model.Folder.Name);
            }

            _open.TryRemove(model, out _);
            _closed();
        }
    }

    [LoggerMessage(LogLevel.Information, "Unloaded model {Model} of {Bytes} bytes in {ElapsedMilliseconds:F0} ms")]
    private partial void LogUnloaded(string model, long bytes, double elapsedMilliseconds);

    [LoggerMessage(LogLevel.Warning, "Model {Model} was not closed properly; some of its memory may be lost")]
    private partial void LogCloseFailed(Exception exception, string model);
}
