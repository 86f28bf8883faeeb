using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;
using Microsoft.ML.OnnxRuntime;

namespace EdgeAigc.Diffusion.Onnx;

/// <summary>Opens models on the device that the options name.</summary>
internal sealed class OnnxSessions
{
    private readonly EngineOptions _options;
    private readonly int _threads;

    /// <exception cref="InvalidOperationException">The device cannot be used.</exception>
    public OnnxSessions(EngineOptions options)
    {
        _options = options;
        _threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        if (options.Device == InferenceDevice.Cuda)
            RequireCuda();
    }

    /// <summary>The device, as people call it.</summary>
    public string Device => _options.Device == InferenceDevice.Cuda
        ? $"CUDA:{_options.DeviceId}"
        : $"CPU ({_threads} {(_threads == 1 ? "thread" : "threads")})";

    /// <summary>Opens a model by its path, so that ONNX Runtime finds the weight files beside it.</summary>
    /// <exception cref="ModelException">The file is missing, damaged or not an ONNX model.</exception>
    public OnnxModel Open(ModelFiles files, params ReadOnlySpan<string> parts) => Open(files, runsInARow: false, parts);

    /// <inheritdoc cref="Open(ModelFiles, ReadOnlySpan{string})"/>
    /// <param name="files">Files of the model.</param>
    /// <param name="runsInARow">Whether it runs again and again, so that its threads had better wait for the next run awake. Those of
    /// the others sleep at once and do not slow down the network whose turn it is.</param>
    /// <param name="parts">The file.</param>
    public OnnxModel Open(ModelFiles files, bool runsInARow, params ReadOnlySpan<string> parts)
    {
        var file = files.NameOf(parts);
        try
        {
            using var options = CreateOptions(runsInARow);
            return new(file, new InferenceSession(files.PathOf(parts), options));
        }
        catch (OnnxRuntimeException exception)
        {
            throw new ModelException(file, $"ONNX Runtime cannot open the model; export it again. {exception.Message}", exception);
        }
    }

    private SessionOptions CreateOptions(bool runsInARow)
    {
        var options = new SessionOptions
        {
            IntraOpNumThreads = _threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
            // Sizes change from job to job: a plan of memory made for one size would be kept for each of them.
            EnableMemoryPattern = false,
        };
        if (!runsInARow)
            options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        if (_options.Device == InferenceDevice.Cuda)
            options.AppendExecutionProvider_CUDA(_options.DeviceId);
        return options;
    }

    private void RequireCuda()
    {
        const string provider = "CUDAExecutionProvider";
        if (!OrtEnv.Instance().GetAvailableProviders().Contains(provider))
        {
            throw new InvalidOperationException(
                $"Device is {InferenceDevice.Cuda}, but this build of ONNX Runtime lacks CUDA. "
                + "Build the program with -p:OnnxRuntimeFlavor=Gpu, or set Device to Cpu.");
        }

        try
        {
            CreateOptions(runsInARow: false).Dispose();
        }
        catch (OnnxRuntimeException exception)
        {
            throw new InvalidOperationException(
                $"CUDA device {_options.DeviceId} cannot be used; check the driver, the CUDA libraries and DeviceId, or set Device to Cpu. "
                + exception.Message,
                exception);
        }
    }
}
