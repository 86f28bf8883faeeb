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
    public OnnxModel Open(ModelFiles files, params ReadOnlySpan<string> parts)
    {
        var file = files.NameOf(parts);
        try
        {
            using var options = CreateOptions();
            return new(file, new InferenceSession(files.PathOf(parts), options));
        }
        catch (OnnxRuntimeException exception)
        {
            throw new ModelException(file, $"ONNX Runtime cannot open the model; export it again. {exception.Message}", exception);
        }
    }

    private SessionOptions CreateOptions()
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
        // The sessions of a model take turns: their threads may spin while theirs runs, and must not slow down the next one after it.
        options.AddSessionConfigEntry("session.force_spinning_stop", "1");
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
            CreateOptions().Dispose();
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
