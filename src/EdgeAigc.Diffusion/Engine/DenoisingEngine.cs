using EdgeAigc.Diffusion.Calibration;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Onnx;
using Microsoft.Extensions.Logging;

namespace EdgeAigc.Diffusion.Engine;

/// <summary>Runs jobs one after the other on a dedicated thread, so that native calls never block a thread pool or a grain.
/// A model is loaded when its first job comes, and stays. A job's fault never touches another job.</summary>
public sealed partial class DenoisingEngine : IDenoisingEngine
{
    private readonly JobChecks _checks;
    private readonly JobQueue _queue;
    private readonly JobRunner _runner;
    private readonly EngineOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<DenoisingEngine> _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _outstandingSteps;

    /// <summary>Starts the device thread; no model is loaded yet.</summary>
    /// <param name="catalog">The models to serve.</param>
    /// <param name="options">Device and limits.</param>
    /// <param name="time">Clock for the timings.</param>
    /// <param name="logger">Log.</param>
    /// <exception cref="InvalidOperationException">The device of the options cannot be used.</exception>
    public DenoisingEngine(ModelCatalog catalog, EngineOptions options, TimeProvider time, ILogger<DenoisingEngine> logger)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        var sessions = new OnnxSessions(options);
        Device = sessions.Device;
        Models = catalog.Models;
        _checks = new(catalog);
        _queue = new(options.MaxQueuedJobs);
        _runner = new(sessions, _checks, time, logger);
        _options = options;
        _time = time;
        _logger = logger;
        new Thread(Work) { IsBackground = true, Name = $"Denoising on {Device}" }.Start();
        LogStarted(Device, Models.Count);
    }

    /// <inheritdoc/>
    public string Device { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ModelFolder> Models { get; }

    /// <inheritdoc/>
    public int QueuedJobs => _queue.Count;

    /// <inheritdoc/>
    public long OutstandingSteps => Interlocked.Read(ref _outstandingSteps);

    /// <inheritdoc/>
    public JobFault? Check(DenoisingJob job)
    {
        ArgumentNullException.ThrowIfNull(job);
        _checks.Resolve(job, out var fault);
        return fault;
    }

    /// <inheritdoc/>
    public async Task<JobOutcome> RunAsync(DenoisingJob job, Action<JobProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(job);
        cancellation.ThrowIfCancellationRequested();
        if (_checks.Resolve(job, out var fault) is not { } resolved)
            return JobOutcome.FromFault(fault!);

        var queued = new QueuedJob(job, resolved, progress, _time.GetTimestamp(), cancellation);
        Interlocked.Add(ref _outstandingSteps, queued.StepsLeft);
        if (!_queue.TryAdd(queued))
        {
            ForgetSteps(queued);
            return JobOutcome.FromFault(_queue.IsClosed ? EngineFaults.Stopping : EngineFaults.QueueFull(_options.MaxQueuedJobs));
        }

        await using var registration = cancellation.UnsafeRegister(_ => CancelWaiting(queued), null);
        return await queued.Completion.Task;
    }

    /// <inheritdoc/>
    public Task<CalibrationOutcome> CalibrateAsync(
        string model, CalibrationSettings settings, Action<CalibrationProgress>? progress, CancellationToken cancellation) =>
        throw new NotImplementedException("This engine cannot calibrate models yet.");

    /// <summary>Stops at the next step boundary, ends what runs or waits with <see cref="JobFaultCode.EngineStopping"/>, and
    /// releases the models.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        foreach (var queued in _queue.Close())
        {
            ForgetSteps(queued);
            queued.Completion.TrySetResult(JobOutcome.FromFault(EngineFaults.Stopping));
        }

        await _stopped.Task;
    }

    private void Work()
    {
        try
        {
            using (_runner)
            {
                while (_queue.Take() is { } queued)
                    Run(queued);
            }

            LogStopped(Device);
        }
        finally
        {
            _stopped.SetResult();
        }
    }

    private void Run(QueuedJob queued)
    {
        try
        {
            var outcome = _runner.Run(queued, StepDone, _stopping.Token);
            ForgetSteps(queued);
            queued.Completion.TrySetResult(outcome);
        }
        catch (OperationCanceledException)
        {
            ForgetSteps(queued);
            queued.Completion.TrySetCanceled(queued.Cancellation);
        }
    }

    private void StepDone(QueuedJob queued)
    {
        queued.StepsLeft--;
        Interlocked.Decrement(ref _outstandingSteps);
    }

    private void CancelWaiting(QueuedJob queued)
    {
        if (!_queue.Remove(queued))
            return;
        ForgetSteps(queued);
        queued.Completion.TrySetCanceled(queued.Cancellation);
    }

    private void ForgetSteps(QueuedJob queued) => Interlocked.Add(ref _outstandingSteps, -queued.StepsLeft);
}
