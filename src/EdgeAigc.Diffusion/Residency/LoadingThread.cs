using System.Collections.Concurrent;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Onnx;

namespace EdgeAigc.Diffusion.Residency;

/// <summary>Loads models beside the device thread, one at a time, so that steps go on meanwhile. It is one thread for good, because the
/// C library gives every new thread a heap of its own, and what they keep adds up.</summary>
internal sealed class LoadingThread : IDisposable
{
    private readonly BlockingCollection<ModelLoad> _loads = [];
    private readonly OnnxSessions _sessions;
    private readonly TimeProvider _time;
    private readonly Action _ended;
    private readonly Thread _thread;

    /// <param name="sessions">Opens networks on the device.</param>
    /// <param name="time">Clock.</param>
    /// <param name="ended">Called from the thread when a load ended, whichever way.</param>
    public LoadingThread(OnnxSessions sessions, TimeProvider time, Action ended)
    {
        (_sessions, _time, _ended) = (sessions, time, ended);
        NativeHeap.MapLargeBlocks();
        _thread = new Thread(Work) { IsBackground = true, Name = "Loading models" };
        _thread.Start();
    }

    /// <summary>Starts to load a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="files">Keeps its files on disk for as long as it is wanted; may be null.</param>
    public ModelLoad Start(ModelFolder model, IDisposable? files)
    {
        var load = new ModelLoad(model, files);
        _loads.Add(load);
        return load;
    }

    /// <summary>Waits for the end of what is under way.</summary>
    public void Dispose()
    {
        _loads.CompleteAdding();
        _thread.Join();
        _loads.Dispose();
    }

    private void Work()
    {
        foreach (var load in _loads.GetConsumingEnumerable())
        {
            load.Run(_sessions, _time);
            // What was opened before a failure was closed again.
            if (load.Model is null)
                NativeHeap.Trim();
            _ended();
        }
    }
}
