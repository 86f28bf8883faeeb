using EdgeAigc.Diffusion.Calibration;
using EdgeAigc.Diffusion.Pipelines;
using EdgeAigc.Diffusion.Residency;

namespace EdgeAigc.Diffusion.Engine;

/// <summary>A loaded model, measured by the code that serves jobs.</summary>
/// <param name="model">The model.</param>
/// <param name="maxSamples">Rows that a batch may have.</param>
/// <param name="bytesBefore">Memory of the process before it was loaded.</param>
/// <param name="time">Clock.</param>
internal sealed class CalibratedModel(LoadedModel model, int maxSamples, long bytesBefore, TimeProvider time) : ICalibrationSubject
{
    private const string AnyPrompt = "red heart";

    private long _texts;
    private long _mostBytes;

    /// <inheritdoc/>
    public string Model => model.Folder.Name;

    /// <inheritdoc/>
    public ImageSize Size { get; } = model.Pipeline.FixedSize ?? new(model.Folder.DefaultWidth, model.Folder.DefaultHeight);

    /// <inheritdoc/>
    public int MaxSteps => model.Folder.MaxSteps;

    /// <inheritdoc/>
    public double Guidance => model.Folder.DefaultGuidance;

    /// <inheritdoc/>
    public int LargestBatch => Math.Max(1, maxSamples / model.Pipeline.Begin(Job(AnyPrompt, seed: 0, MaxSteps)).Rows);

    /// <inheritdoc/>
    public long ResidentBytes => Math.Max(model.Folder.WeightBytes, _mostBytes - bytesBefore);

    /// <inheritdoc/>
    public TimeSpan MeasureStep(int images, int repetitions)
    {
        var times = new List<TimeSpan>();
        List<DenoisingState> batch = [];
        // The first run prepares what later ones find.
        for (var run = -1; run < repetitions; run++)
        {
            if (batch.Count == 0 || batch[0].IsDone)
                batch = [.. Enumerable.Range(0, images).Select(seed => model.Pipeline.Begin(Job(AnyPrompt, seed, MaxSteps)))];
            var start = time.GetTimestamp();
            model.Pipeline.Advance(batch);
            if (run >= 0)
                times.Add(time.GetElapsedTime(start));
        }

        _mostBytes = Math.Max(_mostBytes, Environment.WorkingSet);
        return Median(times);
    }

    /// <inheritdoc/>
    public TimeSpan MeasureFixed(int repetitions)
    {
        var times = new List<TimeSpan>();
        for (var run = -1; run < repetitions; run++)
        {
            var start = time.GetTimestamp();
            // A text of its own each time: what was encoded before comes from the cache.
            var state = model.Pipeline.Begin(Job($"{AnyPrompt} {_texts++}", seed: run, MaxSteps));
            PngWriter.Write(model.Pipeline.Decode(state, state.Latents), Size);
            if (run >= 0)
                times.Add(time.GetElapsedTime(start));
        }

        return Median(times);
    }

    /// <inheritdoc/>
    public float[] Generate(string prompt, long seed, int steps)
    {
        var state = model.Pipeline.Begin(Job(prompt, seed, steps));
        while (!state.IsDone && state.Failure is null)
            model.Pipeline.Advance([state]);
        return state.Failure is { } failure ? throw failure : model.Pipeline.Decode(state, state.Latents);
    }

    private ResolvedJob Job(string prompt, long seed, int steps) =>
        new(model.Folder, prompt, null, steps, seed, Guidance, Size.Width, Size.Height);

    private static TimeSpan Median(List<TimeSpan> times)
    {
        times.Sort();
        return times[times.Count / 2];
    }
}
