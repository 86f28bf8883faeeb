using EdgeAigc.Core.Batching;
using EdgeAigc.Diffusion.Images;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Pipelines;

namespace EdgeAigc.Diffusion.Residency;

/// <summary>A model in memory. The device thread's own.</summary>
/// <param name="folder">Its folder.</param>
/// <param name="pipeline">Its open networks.</param>
/// <param name="output">Makes files of its pictures.</param>
/// <param name="bytes">Memory it occupies.</param>
/// <param name="files">Keeps its files on disk; may be null.</param>
internal sealed class LoadedModel(ModelFolder folder, IDiffusionPipeline pipeline, OutputStage output, long bytes, IDisposable? files) : IDisposable
{
    private readonly Dictionary<(int Width, int Height), StepTimes> _stepTimes = [];

    /// <summary>Its folder.</summary>
    public ModelFolder Folder { get; } = folder;

    /// <summary>Its open networks.</summary>
    public IDiffusionPipeline Pipeline { get; } = pipeline;

    /// <summary>Makes files of its pictures; for any thread.</summary>
    public OutputStage Output { get; } = output;

    /// <summary>Memory it occupies.</summary>
    public long Bytes { get; } = bytes;

    /// <summary>Timestamp of its last use.</summary>
    public long LastUsed { get; set; }

    /// <summary>Rows of the jobs that were taken up, in this turn of the device.</summary>
    public int RowsTakenUp { get; set; }

    /// <summary>Expected time of decoding one picture, in seconds.</summary>
    public StepTimes DecodeTimes { get; } = new();

    /// <summary>Times of its steps for pictures of one size.</summary>
    public StepTimes StepTimesOf(int width, int height)
    {
        if (!_stepTimes.TryGetValue((width, height), out var times))
            _stepTimes.Add((width, height), times = Begin(width, height));
        return times;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Pipeline.Dispose();
        Output.Dispose();
        files?.Dispose();
    }

    /// <summary>What calibration measured is where learning starts; another machine corrects it within a few steps.</summary>
    private StepTimes Begin(int width, int height)
    {
        var times = new StepTimes();
        if (Folder.Curves is not { } curves || curves.Settings.Width != width || curves.Settings.Height != height)
            return times;
        var rows = curves.Settings.Guidance > 1 && Folder.UNet.TimeCondProjDim is null ? 2 : 1;
        foreach (var point in curves.Latency.Step)
            times.Observe(point.Images * rows, point.Seconds);
        return times;
    }
}
