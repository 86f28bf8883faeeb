using System.Collections.Concurrent;
using System.Diagnostics;
using EdgeAigc.Diffusion.Calibration;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Cluster.Tests;

/// <summary>
/// An engine whose denoising steps happen when the test lets them. It keeps the contract of the real one (progress in
/// order, cancellation at step boundaries, faults as values) and computes nothing.
/// </summary>
internal sealed class ScriptedEngine(string node, IReadOnlyList<ModelFolder> models) : IDenoisingEngine
{
    private readonly SemaphoreSlim _steps = new(0);
    private long _outstanding;
    private int _started;

    public string Node { get; } = node;

    public string Device => "scripted";

    public IReadOnlyList<ModelFolder> Models { get; } = models;

    public IReadOnlyList<ResidentModel> ResidentModels
    {
        get => Memory.Models;
        set => Memory.Models = value;
    }

    /// <summary>What is in memory, by plan or by need.</summary>
    public ScriptedMemory Memory { get; } = new(1000);

    public long ModelMemoryBytes => Memory.Bytes;

    public int QueueCapacity { get; set; } = 64;

    public int QueuedJobs => 0;

    public long OutstandingSteps => Interlocked.Read(ref _outstanding);

    /// <summary>Jobs that were begun.</summary>
    public int Started => Volatile.Read(ref _started);

    /// <summary>Ends when a job that was begun was cancelled; one result a job.</summary>
    public ConcurrentQueue<int> CancelledAfterSteps { get; } = new();

    /// <summary>Completes each time a job is cancelled.</summary>
    public SemaphoreSlim Cancelled { get; } = new(0);

    /// <summary>Size of the next images' files in bytes; 0 makes two bytes that tell seed and steps.</summary>
    public int ImageBytes { get; set; }

    /// <summary>Media type that the next images say they have.</summary>
    public string MediaType { get; set; } = "image/png";

    /// <summary>Whether the next images say they were flagged.</summary>
    public bool Flagged { get; set; }

    /// <summary>The jobs that were begun.</summary>
    public ConcurrentQueue<DenoisingJob> Jobs { get; } = new();

    /// <summary>Spans in which jobs were begun; the default one where there was none.</summary>
    public ConcurrentQueue<ActivityContext> Callers { get; } = new();

    /// <summary>What the next jobs end with instead of an image.</summary>
    public JobFault? Fault { get; set; }

    public void AllowSteps(int count) => _steps.Release(count);

    public JobFault? Check(DenoisingJob job) =>
        string.IsNullOrWhiteSpace(job.Prompt) ? new(JobFaultCode.InvalidParameter, nameof(DenoisingJob.Prompt), "Prompt is empty; say what to draw.") : null;

    public async Task<JobOutcome> RunAsync(DenoisingJob job, Action<JobProgress>? progress, CancellationToken cancellation)
    {
        if ((Check(job) ?? Fault) is { } fault)
            return JobOutcome.FromFault(fault);

        Interlocked.Increment(ref _started);
        Jobs.Enqueue(job);
        Callers.Enqueue(Activity.Current?.Context ?? default);
        Memory.Use(Models.FirstOrDefault(model => model.Name == job.Model));
        var steps = job.StepsAtBegin?.Invoke() ?? job.Steps ?? 4;
        var done = 0;
        Interlocked.Add(ref _outstanding, steps);
        try
        {
            progress?.Invoke(new JobStarted(Device, steps, 1, 8, 8, TimeSpan.Zero));
            for (; done < steps; done++)
            {
                await _steps.WaitAsync(cancellation).ConfigureAwait(false);
                progress?.Invoke(new StepDone(done + 1, steps));
            }

            var image = ImageBytes > 0 ? new byte[ImageBytes] : [(byte)job.Seed, (byte)steps];
            return JobOutcome.FromImage(new(image, MediaType, 8, 8, steps, 1, "DDIMScheduler", $"{Device} on {Node}", Timings(), [], Flagged));
        }
        catch (OperationCanceledException)
        {
            CancelledAfterSteps.Enqueue(done);
            Cancelled.Release();
            throw;
        }
        finally
        {
            Interlocked.Add(ref _outstanding, -steps);
        }
    }

    /// <summary>What the next calibrations throw, as an engine with a defect would.</summary>
    public Exception? Defect { get; set; }

    /// <summary>A calibration of three units, each of which is as long as a step that the test lets happen.</summary>
    public async Task<CalibrationOutcome> CalibrateAsync(
        string model, CalibrationSettings settings, Action<CalibrationProgress>? progress, CancellationToken cancellation)
    {
        if (Defect is not null)
            throw Defect;
        if ((settings.Check() ?? Fault) is { } fault)
            return CalibrationOutcome.FromFault(fault);

        const int units = 3;
        for (var done = 0; done < units; done++)
        {
            try
            {
                await _steps.WaitAsync(cancellation).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                CancelledAfterSteps.Enqueue(done);
                Cancelled.Release();
                throw;
            }

            progress?.Invoke(new(done + 1, units, $"unit {done + 1}", TimeSpan.FromSeconds(units - done - 1)));
        }

        return CalibrationOutcome.FromCurves(ScriptedCurves.Of(model, settings, Device), $"/{model}/curves.json");
    }

    /// <summary>Brings files before a load by name; null where models have none.</summary>
    public IModelSource? Files { get; set; }

    /// <summary>What was told of those files, in order.</summary>
    public ConcurrentQueue<ModelFetchProgress> Fetched { get; } = new();

    public async Task<JobFault?> LoadAsync(string model, CancellationToken cancellation)
    {
        var folder = Models.First(known => known.Name == model);
        if (Files is { } files && await files.EnsureAsync(folder, Fetched.Enqueue, cancellation) is { Fault: { } missing })
            return new(JobFaultCode.ModelUnusable, null, missing);
        return Fault ?? await Memory.LoadAsync(folder, cancellation);
    }

    public Task<JobFault?> UnloadAsync(string model, CancellationToken cancellation)
    {
        Memory.Unload(model);
        return Task.FromResult(Fault);
    }

    public IReadOnlySet<string> Pinned { get; private set; } = new HashSet<string>(StringComparer.Ordinal);

    public void Pin(IReadOnlySet<string> models) => Pinned = models;

    public ValueTask DisposeAsync()
    {
        _steps.Dispose();
        Cancelled.Dispose();
        return ValueTask.CompletedTask;
    }

    private static JobTimings Timings() => new(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
}
