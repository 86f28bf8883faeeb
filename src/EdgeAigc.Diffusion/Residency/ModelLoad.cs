using EdgeAigc.Diffusion.Images;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Onnx;
using EdgeAigc.Diffusion.Pipelines;

namespace EdgeAigc.Diffusion.Residency;

/// <summary>One load under way.</summary>
/// <param name="folder">The model.</param>
/// <param name="files">Keeps its files on disk until the model is closed; may be null.</param>
internal sealed class ModelLoad(ModelFolder folder, IDisposable? files)
{
    private volatile bool _isCancelled;
    private volatile bool _hasEnded;

    /// <summary>The model.</summary>
    public ModelFolder Folder { get; } = folder;

    /// <summary>Whether the load ended; the members below are known from then on.</summary>
    public bool HasEnded => _hasEnded;

    /// <summary>The open model, or null.</summary>
    public LoadedModel? Model { get; private set; }

    /// <summary>Why there is none; null too when the load was cancelled.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Time it took.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>Whether nobody wants it any more.</summary>
    public bool IsCancelled => _isCancelled;

    /// <summary>Stops it before the next network is opened.</summary>
    public void Cancel() => _isCancelled = true;

    /// <summary>Loads.</summary>
    /// <param name="sessions">Opens networks on the device.</param>
    /// <param name="time">Clock.</param>
    public void Run(OnnxSessions sessions, TimeProvider time)
    {
        var start = time.GetTimestamp();
        try
        {
            Model = Open(sessions);
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception exception)
        {
            Failure = exception;
        }

        if (Model is null)
            files?.Dispose();
        Elapsed = time.GetElapsedTime(start);
        _hasEnded = true;
    }

    private LoadedModel Open(OnnxSessions sessions)
    {
        var output = OutputStage.Open(Folder, sessions);
        try
        {
            return new(Folder, PipelineFactory.Load(Folder, sessions, () => _isCancelled), output, ModelResidency.SizeOf(Folder), files);
        }
        catch
        {
            output.Dispose();
            throw;
        }
    }
}
