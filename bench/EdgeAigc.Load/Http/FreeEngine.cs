using EdgeAigc.Diffusion.Calibration;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Load.Http;

/// <summary>An engine whose model costs nothing: it keeps the order of events of the real one and computes nothing, so that what is measured
/// is everything else. While it is held, jobs wait.</summary>
internal sealed class FreeEngine : IDenoisingEngine
{
    public const string Model = "free";

    // As long as a small PNG.
    private static readonly byte[] Image = new byte[4096];

    private volatile TaskCompletionSource? _hold;
    private int _jobs;

    public string Device => "none";

    public IReadOnlyList<ModelFolder> Models { get; } =
    [
        new() { Name = Model, Path = Model, PipelineClass = "StableDiffusionPipeline", SchedulerClass = "DDIMScheduler", DefaultSteps = 4, DefaultWidth = 64, DefaultHeight = 64 },
    ];

    public IReadOnlyList<ResidentModel> ResidentModels { get; } = [new(Model, 1)];

    public long ModelMemoryBytes => 1;

    public int QueueCapacity => 100_000;

    public int QueuedJobs => Volatile.Read(ref _jobs);

    public long OutstandingSteps => QueuedJobs;

    /// <summary>Lets jobs wait from now on, or lets them go.</summary>
    public void Hold(bool isHeld)
    {
        var former = _hold;
        _hold = isHeld ? new(TaskCreationOptions.RunContinuationsAsynchronously) : null;
        former?.TrySetResult();
    }

    public JobFault? Check(DenoisingJob job) =>
        string.IsNullOrWhiteSpace(job.Prompt) ? new(JobFaultCode.InvalidParameter, nameof(DenoisingJob.Prompt), "Prompt is empty; say what to draw.") : null;

    public async Task<JobOutcome> RunAsync(DenoisingJob job, Action<JobProgress>? progress, CancellationToken cancellation)
    {
        if (Check(job) is { } fault)
            return JobOutcome.FromFault(fault);
        Interlocked.Increment(ref _jobs);
        try
        {
            if (_hold is { } hold)
                await hold.Task.WaitAsync(cancellation);
            var steps = job.StepsAtBegin?.Invoke() ?? job.Steps ?? 4;
            progress?.Invoke(new JobStarted(Device, steps, 1, 64, 64, TimeSpan.Zero));
            for (var step = 1; step <= steps; step++)
                progress?.Invoke(new StepDone(step, steps));
            return JobOutcome.FromImage(new(Image, "image/png", 64, 64, steps, 1, "DDIMScheduler", Device, new(default, default, default, default, default), [], false));
        }
        finally
        {
            Interlocked.Decrement(ref _jobs);
        }
    }

    public Task<JobFault?> LoadAsync(string model, CancellationToken cancellation) => Task.FromResult<JobFault?>(null);

    public void Pin(IReadOnlySet<string> models)
    {
    }

    public Task<JobFault?> UnloadAsync(string model, CancellationToken cancellation) => Task.FromResult<JobFault?>(null);

    public Task<CalibrationOutcome> CalibrateAsync(string model, CalibrationSettings settings, Action<CalibrationProgress>? progress, CancellationToken cancellation) =>
        throw new NotSupportedException("A model that costs nothing has no curves.");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
