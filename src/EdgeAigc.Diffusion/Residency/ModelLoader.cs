using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Onnx;
using EdgeAigc.Diffusion.Pipelines;

namespace EdgeAigc.Diffusion.Residency;

/// <summary>One load under way, on a thread of its own, so that the device goes on with its steps.</summary>
internal sealed class ModelLoader : IDisposable
{
    private readonly OnnxSessions _sessions;
    private readonly TimeProvider _time;
    private readonly Action _ended;
    private readonly CancellationTokenSource _cancellation = new();
    private readonly Thread _thread;
    private volatile bool _hasEnded;

    /// <param name="folder">The model.</param>
    /// <param name="sessions">Opens networks on the device.</param>
    /// <param name="time">Clock.</param>
    /// <param name="ended">Called from the loading thread when the load ended, whichever way.</param>
    public ModelLoader(ModelFolder folder, OnnxSessions sessions, TimeProvider time, Action ended)
    {
        (Folder, _sessions, _time, _ended) = (folder, sessions, time, ended);
        _thread = new Thread(Load) { IsBackground = true, Name = $"Loading {folder.Name}" };
        _thread.Start();
    }

    /// <summary>The model.</summary>
    public ModelFolder Folder { get; }

    /// <summary>Whether the load ended; the members below are known from then on.</summary>
    public bool HasEnded => _hasEnded;

    /// <summary>The open model, or null.</summary>
    public IDiffusionPipeline? Pipeline { get; private set; }

    /// <summary>Why there is none; null too when the load was cancelled.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Time it took.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>Whether nobody wants it any more.</summary>
    public bool IsCancelled => _cancellation.IsCancellationRequested;

    /// <summary>Stops it before the next network is opened.</summary>
    public void Cancel() => _cancellation.Cancel();

    /// <summary>Waits for its end. What it loaded belongs to who took it.</summary>
    public void Dispose()
    {
        _thread.Join();
        _cancellation.Dispose();
    }

    private void Load()
    {
        var start = _time.GetTimestamp();
        try
        {
            Pipeline = PipelineFactory.Load(Folder, _sessions, _cancellation.Token);
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception exception)
        {
            Failure = exception;
        }

        Elapsed = _time.GetElapsedTime(start);
        _hasEnded = true;
        _ended();
    }
}
